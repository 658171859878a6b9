import { describe, expect, it } from 'vitest';
import { renderJunit } from './render-junit.ts';
import { POISON, poison } from './testing/poison.ts';
import { madeUpReport } from './testing/sample-report.ts';

type Element = Readonly<{ name: string; attributes: Readonly<Record<string, string>> }>;
const OUTCOMES = ['met', 'not met', 'not valid'] as const;
const outcomes: readonly string[] = OUTCOMES;
const named = (xml: string, name: string) => parse(xml).filter((element) => element.name === name);

describe.each(OUTCOMES)('the XML of a run that is %s', (outcome) => {
  const xml = renderJunit(madeUpReport(outcome));

  it('has a case for each promise', () => {
    const cases = named(xml, 'testcase').map(({ attributes }) => attributes['name']);
    for (const { sentence, id } of madeUpReport(outcome).promises) expect(cases).toContain(`${sentence} (${id})`);
  });
  it('counts truly', () => {
    const [root] = named(xml, 'testsuites');
    expect(root?.attributes).toMatchObject({
      failures: String(named(xml, 'failure').length),
      errors: String(named(xml, 'error').length),
    });
    for (const key of ['failures', 'errors'] as const) {
      const sum = named(xml, 'testsuite').reduce((total, suite) => total + Number(suite.attributes[key]), 0);
      expect(String(sum)).toBe(root?.attributes[key]);
    }
  });
});

it('is red in the way of the outcome', () => {
  const counts = OUTCOMES.map((outcome) => {
    const xml = renderJunit(madeUpReport(outcome));
    return [named(xml, 'failure').length, named(xml, 'error').length];
  });
  expect(counts).toEqual([
    [0, 0],
    [3, 0],
    [0, 2],
  ]);
});

it('fails what was not measured, though it says met', () => {
  const report = madeUpReport('met');
  const xml = renderJunit({ ...report, promises: report.promises.map((promise) => ({ ...promise, value: null })) });
  expect(named(xml, 'failure').map(({ attributes }) => attributes['type'])).toEqual(Array(9).fill('nothing measured'));
});

it('errs where nothing was promised', () =>
  expect(named(renderJunit({ ...madeUpReport('met'), promises: [] }), 'error')).toHaveLength(1));

it('stays XML, whatever the texts hold', () => {
  const xml = renderJunit(poison(madeUpReport('not valid'), (text) => outcomes.includes(text)));
  expect(named(xml, 'testcase')[0]?.attributes['name']).toContain('<img src=x onerror=alert(1)>');
  expect(xml).not.toContain(POISON);
});

it('keeps a line break of a message', () => {
  const report = madeUpReport('not valid');
  const xml = renderJunit({ ...report, doubts: [{ kind: 'clock', phase: null, sentence: 'one\ntwo' }] });
  expect(xml).toContain('message="one&#10;two"');
});

/** Reads as strictly as XML 1.0 asks: signs, nesting, quoted attributes, known references; throws at the first fault. */
function parse(xml: string): readonly Element[] {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml)) throw new Error('a sign that XML forbids');
  const open: string[] = [];
  const found: Element[] = [];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>/, '');
  let end = 0;
  for (const match of body.matchAll(/<(\/?)([a-z-]+)((?:\s+[a-z]+="[^"<]*")*)\s*(\/?)>/g)) {
    check(body.slice(end, match.index));
    end = match.index + match[0].length;
    const [, closing, name = '', written = '', empty] = match;
    if (closing !== '' && open.pop() !== name) throw new Error(`</${name}> closes another`);
    if (closing !== '') continue;
    const attributes = [...written.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(
      ([, key = '', value = '']) => [key, check(value)] as const,
    );
    if (new Set(attributes.map(([key]) => key)).size < attributes.length) throw new Error('an attribute twice');
    found.push({ name, attributes: Object.fromEntries(attributes) });
    if (empty === '') open.push(name);
  }
  check(body.slice(end));
  if (open.length > 0 || found[0]?.name !== 'testsuites') throw new Error('not closed');
  return found;
}

function check(text: string): string {
  if (/<|&(?!(?:amp|lt|gt|quot|#39|#10|#9);)|\]\]>/.test(text)) throw new Error(`markup in text: ${text}`);
  const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#10': '\n', '#9': '\t' };
  return text.replace(/&([^;&]+);/g, (_, name: string) => signs[name] ?? '');
}
