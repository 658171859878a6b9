import { cefLine } from '@sabha/domain/audit/export/cef';
import { csvRow } from '@sabha/domain/audit/export/csv';
import { jsonLine } from '@sabha/domain/audit/export/jsonl';
import { ocsfLine } from '@sabha/domain/audit/export/ocsf';
import { exampleEntry } from '@sabha/domain/audit/export/testing/example-entry';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { siemShape } from './settings.ts';
import { syslogFrame } from './syslog-frame.ts';

const page = readFileSync(new URL('../../../../../docs/siem.md', import.meta.url), 'utf8');

test.each([
  ['CSV', csvRow(exampleEntry)],
  ['JSON lines', jsonLine(exampleEntry)],
  ['CEF', cefLine(exampleEntry)],
  ['OCSF', ocsfLine(exampleEntry)],
  ['syslog', syslogFrame(exampleEntry, { format: 'cef', hostname: 'sabha.gov.in' }).toString()],
])("the operator's page shows %s as it is written", (_, line) => {
  expect(page).toContain(`\n${line.trimEnd()}\n`);
});

test.each(Object.keys(siemShape))("the operator's page explains %s", (setting) => {
  expect(page).toContain(`\`${setting}\``);
});
