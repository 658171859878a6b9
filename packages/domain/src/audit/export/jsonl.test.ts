import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headLine, jsonLine } from './jsonl.ts';
import { erasedEntry, exampleEntry } from './testing/example-entry.ts';

test('an entry is one line of JSON, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = jsonLine({ ...exampleEntry, subject: text });
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(JSON.parse(line)).toMatchObject({ index: 41, leaf: exampleEntry.leaf, subject: text });
    }),
  );
});

test('it says when the values were erased, and only then', () => {
  expect(JSON.parse(jsonLine(erasedEntry))).toMatchObject({ erased: true, leaf: exampleEntry.leaf, actor: null });
  expect(jsonLine(exampleEntry)).not.toContain('erased');
});

test('the last line names the head', () => {
  const head = { size: 50, root: 'AAAA', checkpoint: 'log\n50\nAAAA\n\n— log x\n', isCut: true };
  expect(headLine(head).split('\n')).toHaveLength(2);
  expect(JSON.parse(headLine(head))).toEqual(head);
});
