/**
 * What may stand in a log: ids, codes, counts and our own constant sentences. What people wrote, what opens something and
 * where somebody can be reached may not, by whatever way it came: under its own name, in an error that quotes it, or in a
 * stack that repeats the error. Frames of a stack hold no values, but tell a reader of the log more than they need: they are
 * for whoever sets the level to `debug`.
 */
const WITHHELD = '[withheld]';
/** A net under not writing them in the first place. */
const SECRET_NAME =
  /(?:passcode|password|token|secret|cookie|authorization|email|displayname|sealed|address|params|parameters)$/i;
const MAIL_ADDRESS = /(?<![^\s"'<>()[\]{},;:=])[^\s"'<>()[\]{},;:=@]{1,64}@[^\s"'<>()[\]{},;:=@]{1,255}/g;
/** Longer than a UUID behind a word, and all that we draw at random is: sessions, links, hashes, each part of a media token. */
const RANDOM = /(?<![\w-])[\w-]{41,}/g;
const DEEPEST = 6;
const FRAMES = 15;

export type Redaction = Readonly<{ withFrames: boolean }>;

/** The same, without what may not be in a log; for JSON. */
export function redacted(value: unknown, how: Redaction, depth = 0): unknown {
  if (typeof value === 'string') return withoutSecrets(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > DEEPEST || ArrayBuffer.isView(value)) return WITHHELD;
  if (value instanceof Error) return described(value, how, depth);
  if (Array.isArray(value)) return value.map((item) => redacted(item, how, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [name, SECRET_NAME.test(name) ? WITHHELD : redacted(held, how, depth + 1)]),
  );
}

/** Name, code, a sentence without values, and where it was thrown: PostgreSQL's `detail` and drizzle's `params` quote rows. */
function described(error: Error, how: Redaction, depth: number): unknown {
  const frames = framesOf(error);
  const { code, constraint_name: constraint } = error as Readonly<{ code?: unknown; constraint_name?: unknown }>;
  return {
    name: error.name,
    ...(typeof code === 'string' && { code }),
    message: sentenceOf(error),
    ...(typeof constraint === 'string' && { constraint }),
    where: frames.map(placeOf).find((place) => place !== undefined),
    ...(how.withFrames && { frames: frames.slice(0, FRAMES) }),
    ...(error.cause !== undefined && { cause: redacted(error.cause, how, depth + 1) }),
  };
}

/** A database's statement is ours, with $1 in the places of values; of a schema's findings what and where; else the first line. */
function sentenceOf(error: Error): string {
  const { query, issues } = error as Readonly<{ query?: unknown; issues?: unknown }>;
  if (typeof query === 'string') return `Failed query: ${query.replace(/\s+/g, ' ').slice(0, 500)}`;
  if (Array.isArray(issues)) return issues.map(findingOf).join('; ').slice(0, 500);
  return withoutQuotes(error.message.split('\n', 1)[0] ?? '').slice(0, 300);
}

function findingOf(issue: unknown): string {
  const { path, code } = issue as Readonly<{ path?: unknown; code?: unknown }>;
  return `${Array.isArray(path) ? path.map(String).join('.') : ''}: ${String(code)}`;
}

/** Whatever an error quotes may be somebody's: "invalid input syntax for type uuid: …", "… is not valid JSON", an address with its query. */
const withoutQuotes = (text: string): string =>
  withoutSecrets(text)
    .replace(/"[^"]*(?:"|$)|(?<!\w)'[^']*(?:'|$)|`[^`]*(?:`|$)/g, WITHHELD)
    .replace(/[?#]\S*/g, WITHHELD)
    .replace(/:\/\/[^\s/@]*@/g, `://${WITHHELD}@`);

const withoutSecrets = (text: string): string => text.replace(MAIL_ADDRESS, WITHHELD).replace(RANDOM, WITHHELD);

/** What follows the message in the stack; a message may hold lines that look like frames, so it is cut off by its length. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  const at = message === '' ? 0 : stack.indexOf(message);
  if (at === -1) return [];
  const lines = stack.slice(at + message.length).split('\n');
  return lines.map((line) => line.trim()).filter((line) => line.startsWith('at '));
}

/** "packages/api/src/core/act.ts:12:3"; none for what is not ours. */
function placeOf(frame: string): string | undefined {
  if (frame.includes('node_modules') || frame.includes('node:')) return undefined;
  const parts = frame
    .slice(frame.lastIndexOf('(') + 1)
    .replace(')', '')
    .split('/');
  const top = parts.findLastIndex((part) => part === 'packages' || part === 'apps');
  return parts.slice(top === -1 ? -3 : top).join('/');
}
