/**
 * A mail's body as data, and its two forms. Every mail is in Hindi and in English, each language whole and one after the
 * other: Hindi first, as in the Union's bilingual papers, unless the reader's own choice is known. Nobody can know the
 * language of an invited person, a ministry writes to people of both, and a forwarded mail has other readers still.
 */
import { type Locale, localeDetails } from '@sabha/i18n/locales';

export type Row = Readonly<{ label: string; value: string; href?: string; form?: 'code' }>;

export type Block =
  | Readonly<{ kind: 'paragraph'; text: string }>
  | Readonly<{ kind: 'rows'; rows: readonly Row[] }>
  /** The address is written out too: a reader without HTML, or with reason to look twice, needs it. */
  | Readonly<{ kind: 'action'; label: string; href: string }>;

export type Letter = Readonly<{ locale: Locale; heading: string; blocks: readonly Block[] }>;

/** The order of the languages in a mail. */
export function letterLocales(first: Locale = 'hi'): readonly [Locale, Locale] {
  return first === 'en' ? ['en', 'hi'] : ['hi', 'en'];
}

const RULE = '-'.repeat(40);

export function letterText(letters: readonly Letter[]): string {
  const texts = letters.map(({ heading, blocks }) => [heading, ...blocks.map(blockText)].join('\n\n'));
  return clean(`${texts.join(`\n\n${RULE}\n\n`)}\n`);
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'rows':
      return block.rows.map(({ label, value }) => `${label}:${value.includes('\n') ? '\n' : ' '}${value}`).join('\n');
    case 'action':
      return `${block.label}:\n${block.href}`;
  }
}

/** No image, no style sheet, no script, nothing from elsewhere; colours that hold in light and dark. */
export function letterHtml(subject: string, letters: readonly Letter[]): string {
  const [first] = letters;
  const sections = letters.map(section).join(`<hr style="border:0;border-top:1px solid #8a8f98;margin:32px 0">\n`);
  return `<!doctype html>
<html lang="${first?.locale ?? 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:24px 16px;font-family:'Noto Sans','Noto Sans Devanagari',system-ui,sans-serif;font-size:16px;line-height:1.6">
<div role="main" style="max-width:600px;margin:0 auto">
${sections}</div>
</body>
</html>
`;
}

function section({ locale, heading, blocks }: Letter): string {
  const title = `<h1 style="font-size:20px;line-height:1.4;margin:0 0 16px">${escapeHtml(heading)}</h1>`;
  return `<div lang="${locale}" dir="${localeDetails[locale].dir}">\n${title}\n${blocks.map(blockHtml).join('')}</div>\n`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px">${lines(block.text)}</p>\n`;
    case 'rows':
      return `<table style="border-collapse:collapse;margin:0 0 16px;font-size:16px">\n${block.rows.map(rowHtml).join('')}</table>\n`;
    case 'action':
      return `<p style="margin:0 0 16px"><a href="${escapeHtml(block.href)}" style="display:inline-block;padding:10px 20px;background:#0b4a8f;color:#ffffff;border-radius:6px;font-weight:600;text-decoration:none">${escapeHtml(block.label)}</a></p>
<p style="margin:0 0 16px;word-break:break-all">${escapeHtml(block.href)}</p>\n`;
  }
}

function rowHtml({ label, value, href, form }: Row): string {
  const text =
    form === 'code'
      ? `<span style="font-family:monospace;font-size:18px;white-space:nowrap">${escapeHtml(value)}</span>`
      : lines(value);
  const content = href === undefined ? text : `<a href="${escapeHtml(href)}" style="word-break:break-all">${text}</a>`;
  const head = `<th scope="row" style="text-align:start;vertical-align:top;padding:4px 16px 4px 0;font-weight:600">${escapeHtml(label)}</th>`;
  return `<tr>${head}<td style="vertical-align:top;padding:4px 0">${content}</td></tr>\n`;
}

function lines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}

/** For text and for quoted attributes. */
function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return clean(text).replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/** Controls, half surrogates and what turns the direction of reading: a description could hide a forged line behind them. */
function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/(?!\n)\p{Cc}|\p{Cs}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ');
}
