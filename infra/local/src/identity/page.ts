import { demoAccounts } from './demo-accounts.ts';

const style = `
:root{color-scheme:light dark;--ink:#16202c;--soft:#53616f;--paper:#f4f6f8;--card:#fff;--line:#cfd6dd;--act:#0b5394}
@media(prefers-color-scheme:dark){:root{--ink:#eef2f6;--soft:#aeb9c4;--paper:#10161d;--card:#1a222c;--line:#3a4653;--act:#8cc4ff}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{width:100%;max-width:28rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.75rem}
main.wide{max-width:46rem;align-self:start}
h1{font-size:1.35rem;line-height:1.3;margin:0 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1rem;margin:1.5rem 0 .5rem}
p{margin:0 0 1.25rem;color:var(--soft);overflow-wrap:anywhere}
nav{margin-bottom:1rem}
a{color:var(--act)}
ul{list-style:none;margin:0;padding:0;display:grid;gap:.5rem}
button,ul a{display:block;width:100%;min-height:3.25rem;text-align:left;padding:.6rem .9rem;font:inherit;color:inherit;text-decoration:none;background:transparent;border:1px solid var(--line);border-radius:.5rem;cursor:pointer;overflow-wrap:anywhere}
button:hover,ul a:hover{border-color:var(--act)}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
button span,ul span{display:block;color:var(--soft);font-size:.875rem}
iframe{width:100%;height:32rem;border:1px solid var(--line);border-radius:.5rem;background:#fff}
pre{margin:0;padding:.9rem;border:1px solid var(--line);border-radius:.5rem;white-space:pre-wrap;overflow-wrap:anywhere;font:.875rem/1.5 ui-monospace,monospace}
`;

/** One page, no script, nothing from elsewhere. */
export function page(title: string, body: string, shape: 'narrow' | 'wide' = 'narrow'): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main class="${shape}">${body}</main></body>
</html>`;
}

export function chooserPage(uid: string): string {
  const entries = demoAccounts.map(
    ({ subject, name, email, note }) =>
      `<li><button name="account" value="${escapeHtml(subject)}">${escapeHtml(name)}<span>${escapeHtml(note)} · ${escapeHtml(email)}</span></button></li>`,
  );
  return page(
    'Local identity provider',
    `<h1>Who are you?</h1>
<p>Local identity provider for trying Sabha out. It asks for no password.</p>
<form method="post" action="/interaction/${encodeURIComponent(uid)}"><ul>${entries.join('')}</ul></form>`,
  );
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
