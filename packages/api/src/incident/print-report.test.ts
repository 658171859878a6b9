import type { IncidentView } from '@sabha/domain/incident/contract';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { printReport } from './print-report.ts';

const at = '2026-11-26T04:00:00.000Z';
const incident: IncidentView = {
  incidentId: '0192f0c1-aaaa-7bbb-8ccc-000000000001',
  ministryId: '0192f0c1-aaaa-7bbb-8ccc-000000000002',
  version: 3,
  type: 'data_breach',
  state: 'open',
  noticedAt: at,
  openedAt: at,
  readAt: at,
  report: { by: '2026-11-26T10:00:00.000Z', metAt: null, isLate: false },
  board: null,
  organisation: 'Ministry of Health, स्वास्थ्य मंत्रालय',
  systems: 'portal.example.in',
  scope: 'Forty people',
  indicators: '192.0.2.7',
  containment: 'Closed',
  contact: 'Asha Rao, +91 11 2300 0000',
  other: '',
  partlyFiledAt: null,
  filedAt: null,
  reference: 'CERTIn-12345',
  breachAt: null,
  personsToldAt: null,
  closedAt: null,
  missing: { partial: [], full: [] },
  openSteps: ['report'],
};

/** The text after `from` and before the next `to`; nothing where either is missing. */
function between(text: string, from: string, to: string): string {
  const start = text.indexOf(from);
  const end = start < 0 ? -1 : text.indexOf(to, start + from.length);
  return end < 0 ? '' : text.slice(start + from.length, end);
}

function streamOf(object: string): string {
  const raw = Buffer.from(between(object, 'stream\n', '\nendstream'), 'latin1');
  return raw.length > 0 && object.includes('FlateDecode') ? inflateSync(raw).toString('latin1') : raw.toString('latin1');
}

/** By glyph, as the font's own table has it (PDF 32000-1, section 9.10.3). */
function lettersOf(table: string): readonly string[] {
  const list = between(between(table, 'beginbfrange', 'endbfrange'), '[', ']');
  return [...list.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex = '']) =>
    Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
  );
}

/** What a reader of the file gets who copies its text. */
function textOf(pdf: Uint8Array): string {
  const objects = new Map(
    Buffer.from(pdf)
      .toString('latin1')
      .split('\nendobj')
      .map((part) => [part.slice(0, part.indexOf(' 0 obj')).split('\n').at(-1), part.slice(part.indexOf(' 0 obj'))]),
  );
  const fonts = new Map(
    [...objects.values()]
      .flatMap((object) => [...object.matchAll(/\/(F\d+) (\d+) 0 R/g)])
      .map(([, name, number]) => {
        const table = between(objects.get(number) ?? '', '/ToUnicode ', ' 0 R');
        return [name, lettersOf(streamOf(objects.get(table) ?? ''))];
      }),
  );
  let font: readonly string[] = [];
  let text = '';
  for (const line of [...objects.values()].flatMap((object) => streamOf(object).split('\n'))) {
    if (line.endsWith(' Tf')) font = fonts.get(line.slice(1, line.indexOf(' '))) ?? [];
    if (!line.endsWith('] TJ')) continue;
    const glyphs = [...line.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
    text += `${glyphs.map((glyph) => font[Number.parseInt(glyph, 16)] ?? '').join('')}\n`;
  }
  return text;
}
const pagesOf = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\n/g)?.length;

describe('the report', () => {
  test('is a PDF of two pages that says what is known, in both scripts', async () => {
    const pdf = await printReport(incident);
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(pagesOf(pdf)).toBe(2);
    const text = textOf(pdf);
    for (const words of [
      'Report of a cyber security incident',
      'Data breach',
      'portal.example.in',
      '+91 11 2300 0000',
      'CERTIn-12345',
    ])
      expect(text.replaceAll('\n', ''), words).toContain(words);
    expect(text).toContain('घटना');
    expect(text).toContain('Page 2 of 2');
    expect(text, 'what is not known is said to be').toContain('Not known yet');
  });

  test('goes on over as many pages as it needs, each with its number', async () => {
    const pdf = await printReport({
      ...incident,
      indicators: Array.from({ length: 200 }, (_, nth) => `192.0.2.${nth}`).join('\n'),
    });
    const pages = pagesOf(pdf) ?? 0;
    expect(pages).toBeGreaterThan(3);
    const text = textOf(pdf);
    for (let page = 1; page <= pages; page += 1) expect(text).toContain(`Page ${page} of ${pages}`);
    expect(text).toContain('192.0.2.199');
  });

  test('carries its fonts, and nothing that a reader would fetch or run', async () => {
    const source = Buffer.from(await printReport(incident)).toString('latin1');
    expect(source.match(/\/FontFile2/g)).toHaveLength(2);
    expect(source).not.toMatch(/\/(?:JavaScript|URI|Launch|EmbeddedFile)\b/);
  });
});
