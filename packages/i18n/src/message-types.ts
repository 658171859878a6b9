/** Writes the TypeScript of src/generated/<namespace>.ts from an English catalog. */
import { messageShape } from './message-shape.ts';

const WIDTH = 130; // as prettier's printWidth, so that a generated file is a formatted file

export function messageTypes(namespace: string, catalog: Readonly<Record<string, string>>): string {
  const plain: string[] = [];
  const rich: string[] = [];
  for (const [key, text] of Object.entries(catalog)) {
    const shape = messageShape('en', text);
    (shape.plain ? plain : rich).push(property(`${namespace}.${key}`, shape.values));
  }
  const name = namespace.replace(/(?:^|-)(\w)/g, (_, first: string) => first.toUpperCase());
  return [
    `/** Written by packages/i18n/bin/write-types.ts from catalogs/en/${namespace}.json. Do not edit. */`,
    `export type ${name}Plain = ${objectType(plain)};`,
    `export type ${name}Rich = ${objectType(rich)};`,
    '',
  ].join('\n');
}

function property(key: string, values: ReadonlyMap<string, string>): string {
  if (values.size === 0) return `  '${key}': never;\n`;
  const members = [...values].map(([name, type]) => `${name}: ${type}`);
  const line = `  '${key}': { ${members.join('; ')} };`;
  return line.length <= WIDTH ? `${line}\n` : `  '${key}': {\n${members.map((member) => `    ${member};\n`).join('')}  };\n`;
}

function objectType(properties: readonly string[]): string {
  return properties.length === 0 ? 'Record<never, never>' : `{\n${properties.join('')}}`;
}
