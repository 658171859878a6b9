/** What a message needs to be formatted. Used by the type writer and the catalog tests, not by the product. */
import { parseMessage } from './format.ts';
import type { Locale } from './locales.ts';
import { fill } from './plain.ts';

export type ValueType = 'string | number' | 'number' | 'string';
export type MessageShape = Readonly<{ plain: boolean; values: ReadonlyMap<string, ValueType> }>;

type Element = ReturnType<ReturnType<typeof parseMessage>['getAst']>[number];

/** The parser's element types (an enum of a package that is not ours to import). */
const LITERAL = 0;
const ARGUMENT = 1;
const NUMBER = 2;
const SELECT = 5;
const PLURAL = 6;
const POUND = 7;

/** Throws on a syntax error and on date and time placeholders: times are formatted by date-time.ts, which knows the zone. */
export function messageShape(locale: Locale, text: string): MessageShape {
  const message = parseMessage(locale, text);
  const values = new Map<string, ValueType>();
  const elements = message.getAst();
  collect(elements, values);
  const literal = elements.every(({ type }) => [LITERAL, ARGUMENT].includes(type));
  const probe = Object.fromEntries([...values.keys()].map((name) => [name, `<${name}>`]));
  // A quoted brace makes the two formatters differ: such a message is not plain.
  return { plain: literal && message.format(probe) === fill(text, probe), values };
}

function collect(elements: readonly Element[], values: Map<string, ValueType>): void {
  for (const element of elements) {
    const type = element.type as number;
    if (type === LITERAL || type === POUND) continue;
    const name = (element as { value: string }).value;
    if (type === ARGUMENT) values.set(name, values.get(name) ?? 'string | number');
    else if (type === NUMBER || type === PLURAL) values.set(name, 'number');
    else if (type === SELECT) values.set(name, 'string');
    else throw new SyntaxError(`{${name}} is a date, a time or a tag: format it outside and pass it as text`);
    if (type === SELECT || type === PLURAL) {
      const { options } = element as { options: Record<string, { value: Element[] }> };
      for (const option of Object.values(options)) collect(option.value, values);
    }
  }
}
