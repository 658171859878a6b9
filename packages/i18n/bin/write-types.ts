/** Writes src/generated/<namespace>.ts for all namespaces: `node packages/i18n/bin/write-types.ts`, after a change of an English catalog. */
import { readFileSync, writeFileSync } from 'node:fs';
import { messageTypes } from '../src/message-types.ts';
import { namespaces } from '../src/namespaces.ts';

for (const namespace of namespaces) {
  const catalog = JSON.parse(readFileSync(new URL(`../src/catalogs/en/${namespace}.json`, import.meta.url), 'utf8')) as Record<
    string,
    string
  >;
  const target = new URL(`../src/generated/${namespace}.ts`, import.meta.url);
  const text = messageTypes(namespace, catalog);
  if (!sameText(target, text)) writeFileSync(target, text);
}

function sameText(file: URL, text: string): boolean {
  try {
    return readFileSync(file, 'utf8') === text;
  } catch {
    return false;
  }
}
