import { escapeHtml, page } from '../identity/page.ts';
import type { MailMessage, MailSummary } from './mailbox.ts';

export function listPage(messages: readonly MailSummary[]): string {
  const rows = messages.map(
    ({ id, subject, to, receivedAt }) =>
      `<li><a href="/messages/${id}"><strong>${escapeHtml(subject || '(no subject)')}</strong><span>to ${escapeHtml(to.join(', '))} · ${escapeHtml(receivedAt)}</span></a></li>`,
  );
  const body = rows.length === 0 ? '<p>No mail yet. Reload this page to look again.</p>' : `<ul>${rows.join('')}</ul>`;
  return page(
    'Local mail inbox',
    `<h1>Local mail inbox</h1><p>Everything Sabha has mailed on this machine; nothing leaves it.</p>${body}`,
    'wide',
  );
}

/** The mail's own HTML goes into a frame that may run nothing and load nothing. */
export function messagePage(message: MailMessage): string {
  const { id, subject, from, to, receivedAt, text, html, attachments } = message;
  const files = attachments.map(
    ({ index, filename, contentType, size }) =>
      `<li><a href="/api/messages/${id}/attachments/${index}" download="${escapeHtml(filename)}">${escapeHtml(filename)}<span>${escapeHtml(contentType)}, ${size} bytes</span></a></li>`,
  );
  const framed =
    html === null
      ? ''
      : `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="The mail as HTML" src="/messages/${id}/html"></iframe>`;
  return page(
    subject || '(no subject)',
    `<nav><a href="/">All mail</a></nav><h1>${escapeHtml(subject || '(no subject)')}</h1>
<p>from ${escapeHtml(from)}<br>to ${escapeHtml(to.join(', '))}<br>${escapeHtml(receivedAt)} · <a href="/api/messages/${id}/raw">source</a></p>
${framed}<h2>As text</h2><pre>${linked(text)}</pre>${files.length === 0 ? '' : `<h2>Attached</h2><ul>${files.join('')}</ul>`}`,
    'wide',
  );
}

/** A link of the mail opens a page of its own: the portal refuses to be framed. */
export function framedHtml(html: string): string {
  return `<!doctype html><base target="_blank">${html}`;
}

function linked(text: string): string {
  return escapeHtml(text).replaceAll(
    /https?:\/\/[^\s<>&]+(?:&amp;[^\s<>&]+)*/g,
    (url) => `<a href="${url}" rel="noreferrer">${url}</a>`,
  );
}
