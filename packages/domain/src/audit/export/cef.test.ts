import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cefHeadLine, cefLine } from './cef.ts';
import { erasedEntry, exampleEntry } from './testing/example-entry.ts';

/** As a collector reads it: seven parts up to an unescaped `|`, then `key=value` up to the next unescaped `=`. */
function read(line: string) {
  const parts = /^CEF:0((?:\|(?:[^\\|]|\\[\\|])*){6})\|(.*)$/.exec(line);
  if (!parts) throw new Error(`no CEF: ${line}`);
  const header = (parts[1] ?? '').slice(1).split(/(?<!\\)(?:\\\\)*\|/);
  const pairs = [...(parts[2] ?? '').matchAll(/(?:^| )(\w+)=((?:[^\\=]|\\[\\=nr])*?)(?= \w+=|$)/g)];
  const plain = (text: string) => text.replace(/\\([\\=n])/g, (_, one: string) => (one === 'n' ? '\n' : one));
  return { header, extension: Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, plain(value)])) };
}

describe('a line of CEF', () => {
  it('says who, what, when and how it ended', () => {
    const { header, extension } = read(cefLine(exampleEntry));
    expect(header).toEqual(['Sabha', 'Sabha audit log', '1', 'door.requested', 'somebody asked to come in', '1']);
    expect(extension).toMatchObject({
      rt: String(Date.UTC(2026, 10, 26, 10, 0, 0, 123)),
      externalId: '41',
      act: 'door.requested',
      outcome: 'success',
      suid: exampleEntry.actor?.id,
      cs1: 'guest',
      cs1Label: 'actorKind',
      cs2Label: 'meeting',
      cs6: '{"as":"guest"}',
    });
  });

  it('weighs a violation more than a refusal, and a refusal more than an act', () => {
    const weigh = (event: string, outcome: 'ok' | 'refused') =>
      Number(read(cefLine({ ...exampleEntry, event, outcome })).header[5]);
    expect([weigh('door.admitted', 'ok'), weigh('door.refused', 'refused'), weigh('access.denied', 'refused')]).toEqual([
      1, 3, 6,
    ]);
    expect(weigh('residency.violation', 'ok')).toBe(8);
    expect(weigh('meeting.started', 'refused')).toBe(3);
  });

  it('lets no text out of its place: not into the header, another field or another line', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom('|', '\\', '=', '\n', '\r', ' ', 'act', 'x')).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, text, (subject, event) => {
        const line = cefLine({ ...exampleEntry, event, subject: `<${subject}>` });
        expect(line).not.toMatch(/[\r\n\u2028\u2029]/);
        const { header, extension } = read(line);
        expect(header).toHaveLength(6);
        const asOneKind = subject.replace(/\r\n|\r|\n/g, '\n').replace(/(?!\n)[\p{Cc}\u2028\u2029]/gu, ' ');
        expect(extension).toMatchObject({ cs4: `<${asOneKind}>`, cs4Label: 'subject', cs5: 'req-1', outcome: 'success' });
      }),
    );
  });

  it('escapes as the format says', () => {
    const line = cefLine({ ...exampleEntry, event: 'a|b\\c', subject: 'x=y\\z|\nw' });
    expect(line).toContain('|a\\|b\\\\c|');
    expect(line).toContain('cs4=x\\=y\\\\z|\\nw ');
  });

  it('says that the values were erased', () => {
    expect(read(cefLine(erasedEntry)).extension).toMatchObject({ reason: 'values erased', act: 'door.requested' });
  });

  it('names the head in the last line of a file', () => {
    const line = cefHeadLine({ size: 50, root: 'AA==', checkpoint: 'log\n50\n', isCut: false });
    expect(read(line).extension).toMatchObject({ cnt: '50', cs1: 'AA==', cs2: 'log\n50\n', cs3: 'false' });
  });
});
