/**
 * Everything a report says may have come from a stranger: a target's name, a metric, an error of the platform under load.
 * So text becomes markup in one place only, and whatever is not `Html` already is escaped.
 */
export type Html = Readonly<{ html: string }>;
type Part = Html | string | number | readonly Html[];

/** Markup with text put in; text is escaped, `Html` and lists of it are taken as they are. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.reduce((built, text, index) => `${built}${render(parts[index - 1])}${text}`) };
}

/** Only for what this repository or a pinned package wrote: style sheets, scripts, drawings. */
export function trusted(markup: string): Html {
  return { html: markup };
}

export const nothing: Html = trusted('');

/** Text for an element or a quoted attribute. */
export function escapeText(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** JSON that can stand in a <script>: no `</script>`, no `<!--`, and no line separator that an older parser takes for an end of line. */
export function jsonInScript(value: unknown): Html {
  const json = JSON.stringify(value);
  return trusted(json.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`));
}

/**
 * What neither shows nor may be written in HTML and XML: control characters (a terminal would obey them), lone halves of a
 * surrogate pair, and the marks that turn the order of writing, with which a name can be made to read as another.
 */
export function visible(text: string): string {
  return text.toWellFormed().replace(UNSEEN, '\uFFFD');
}

const UNSEEN = /(?![\t\n])[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

function render(part: Part | undefined): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part));
  return 'html' in part ? part.html : part.map((each) => each.html).join('');
}
