import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { escapeText } from './escape.ts';
import { renderHtml } from './render-html.ts';
import type { Report } from './report.ts';
import { POISON, poison } from './testing/poison.ts';
import { madeUpReport } from './testing/sample-report.ts';

const OUTCOMES = ['met', 'not met', 'not valid'] as const;
const pages = new Map(OUTCOMES.map((outcome) => [outcome, renderHtml(madeUpReport(outcome))]));
const page = (outcome: (typeof OUTCOMES)[number]) => pages.get(outcome)!;
const markup = (text: string) => text.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '');
/** What a reader reads, with one blank for any. */
const words = (text: string) =>
  markup(text)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ');
const section = (text: string, start: string) => text.slice(text.indexOf(start), text.indexOf('</section>', text.indexOf(start)));
const rowsOf = (text: string, caption: string) =>
  text
    .slice(text.indexOf(caption), text.indexOf('</table>', text.indexOf(caption)))
    .split('<tr')
    .slice(2);
const readings = (text: string, caption: string, known: RegExp) =>
  rowsOf(text, caption).map((row) => known.exec(words(row))?.[0]);
const executed = (text: string) => [...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1]!);

describe.each(OUTCOMES)('the page of a run that is %s', (outcome) => {
  it('names its outcome first, in words', () => {
    const text = words(page(outcome).slice(page(outcome).indexOf('<main')));
    const heading = { met: 'Met', 'not met': 'Not met', 'not valid': 'Not valid' }[outcome];
    expect(text.indexOf(` ${heading} `)).toBeGreaterThan(0);
    expect(text.indexOf(` ${heading} `)).toBeLessThan(text.indexOf('Promises met'));
  });

  it('shows every promise with its metric', () => {
    for (const { sentence, metric } of madeUpReport(outcome).promises) {
      expect(section(page(outcome), 'id="promises"')).toContain(escapeText(sentence));
      expect(section(page(outcome), 'id="promises"')).toContain(escapeText(metric));
    }
  });

  it('holds a table of figures for each line of each plot, for those who cannot see it', () => {
    for (const { line } of madeUpReport(outcome).series)
      expect(section(page(outcome), 'id="plots"')).toContain(`<span>${escapeText(line)}</span>`);
    expect(page(outcome).match(/<figure class="plot\b/g)).toHaveLength(10);
  });

  it('asks nobody for anything', () => {
    expect(markup(page(outcome))).not.toMatch(/\b(?:src|href|action|poster|data)\s*=\s*["']?(?!["']?#)/i);
    expect(page(outcome)).not.toMatch(/@import|url\(/);
  });

  it('lets only its own two scripts run, by their hashes', () => {
    const policy = /Content-Security-Policy"\s+content="([^"]*)"/.exec(page(outcome))?.[1] ?? '';
    const hashes = executed(page(outcome)).map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(hashes).toHaveLength(2);
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      `script-src ${hashes.join(' ')}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('carries the licence of what it carries', () => expect(page(outcome)).toContain('Copyright (c) 2022 Leon Sorokin'));
});

describe('what was not measured', () => {
  it.each([[null], [Number.NaN]])('(%s) never reads as met', (value) => {
    const report = madeUpReport('met');
    const broken = renderHtml({ ...report, promises: report.promises.map((promise) => ({ ...promise, value })) });
    expect(words(broken)).toContain('0 of 9 promises met');
    expect(section(broken, 'id="promises"')).not.toContain('badge met');
    expect(section(broken, 'id="promises"').match(/nothing measured/g)).toHaveLength(9);
  });
});

describe('a run that is not valid', () => {
  it('shows each doubt, before the promises', () => {
    for (const { sentence } of madeUpReport('not valid').doubts)
      expect(section(page('not valid'), 'id="doubts"')).toContain(escapeText(sentence));
    expect(page('not valid').indexOf('id="doubts"')).toBeLessThan(page('not valid').indexOf('id="promises"'));
  });
  it('says beside the figures that they prove nothing', () =>
    expect(words(section(page('not valid'), 'id="promises"'))).toContain('they prove nothing, either way'));
});

describe('the model and the baseline', () => {
  it('show a miss as a miss, and say so where one would buy by it', () => {
    expect(words(section(page('not met'), 'id="validation"'))).toContain('Missed');
    expect(words(section(page('not met'), 'id="advice"'))).toContain('buy by the high figure');
    expect(words(section(page('met'), 'id="advice"'))).not.toContain('buy by the high figure');
  });
  it('say loudly that the rig was another', () => {
    expect(words(page('not met'))).toContain('Not the same rig.');
    expect(words(page('met'))).not.toContain('Not the same rig.');
  });
  it('call a ratio better or worse only on the same rig, where its spread leaves 1 out, by the direction of the bound', () => {
    const read = (outcome: 'met' | 'not met') =>
      readings(page(outcome), 'Promises then and now', /better|worse|no change seen|lower|higher|no spread known/);
    expect(read('met')).toEqual(['better', 'no change seen', 'worse', 'no spread known']);
    expect(read('not met')).toEqual(['lower', 'no change seen', 'higher', 'no spread known']);
  });
  it('call a cost dearer in words and in colour, and only on the same rig', () => {
    const read = (outcome: 'met' | 'not met') =>
      readings(page(outcome), 'Costs then and now', /dearer|cheaper|within 10 %|another rig/);
    expect(read('met')).toEqual(['within 10 %', 'dearer', 'cheaper', 'within 10 %']);
    expect(read('not met')).toEqual(Array(4).fill('another rig'));
    expect(words(section(page('met'), 'id="baseline"'))).toContain('1 cost is dearer than the baseline by more than 10 %.');
    expect(section(page('met'), 'id="baseline"').match(/<span class="badge not-met">/g)).toHaveLength(1);
    expect(section(page('not met'), 'id="baseline"')).not.toContain('badge');
  });
  it('show no spread where none is known', () => {
    const [row = ''] = rowsOf(page('met'), 'Costs then and now').slice(-1);
    expect(words(row)).toContain('1.02 (-)');
    expect(row).not.toContain('<svg');
  });
  it('say which runs, at which commits, on the same rig or not', () => {
    const text = words(section(page('met'), 'id="baseline"'));
    expect(text).toContain(
      'This run, at commit 95edd71+changes , beside the mean of 2 runs made-up-last-week at commit 0d04b3e ,',
    );
    expect(text).toContain(', on the same rig.');
    expect(words(section(page('not met'), 'id="baseline"'))).not.toContain('on the same rig.');
  });
});

describe('what it cost', () => {
  it.each(OUTCOMES)('is told with its spread in a run that is %s', (outcome) => {
    const text = words(section(page(outcome), 'id="costs"'));
    expect(text).toContain(
      'CPU of the media servers per forwarded packet webinar, 201 participants in 1 room held 12.3 µs ± 2.13 %',
    );
    expect(text).toContain('4.40 m-cores too short to tell');
  });
  it('is told where there is no baseline', () =>
    expect(words(section(renderHtml({ ...madeUpReport('met'), baseline: null }), 'id="costs"'))).toContain('12.3 µs'));
  it('says so where nothing was weighed', () =>
    expect(words(section(renderHtml({ ...madeUpReport('met'), costs: [] }), 'id="costs"'))).toContain('Nothing was weighed'));
});

describe('a page of hostile texts', () => {
  const outcomes: readonly string[] = OUTCOMES;
  let hostile: Report;
  let drawn: string;
  beforeAll(() => {
    const report = madeUpReport('not valid');
    const named = {
      ...report,
      baseline: madeUpReport('met').baseline,
      rig: { ...report.rig, versions: { [POISON]: POISON }, settings: { [POISON]: POISON } },
    };
    hostile = poison(named, (text) => outcomes.includes(text));
    drawn = renderHtml(hostile);
  });

  it('has no element that a text brought', () => {
    expect(/<img|<!--/.exec(drawn)).toBeNull();
    expect(drawn.match(/<script\b/g)).toHaveLength(3);
    expect(drawn.match(/<\/script/g)).toHaveLength(3);
  });
  it('has no attribute that a text brought', () => {
    for (const [tag] of markup(drawn).matchAll(/<[a-z][^>]*>/g)) expect(tag.replace(/"[^"]*"/g, '')).not.toMatch(/onerror|'/);
  });
  it('has no sign that does not show', () => expect(/[\0\u001b\u202e]/.exec(drawn)).toBeNull());
  it('gives the plots the very texts, as data', () => {
    const data = /id="plot-data">([\s\S]*?)<\/script>/.exec(drawn)?.[1] ?? '';
    const parsed = JSON.parse(data) as { plots: readonly { lines: readonly { label: string }[] }[] };
    expect(parsed.plots[0]?.lines[0]?.label).toContain('</script><script>alert(2)');
  });
});

it('runs no script where there is nothing to draw', () => {
  const bare = renderHtml({ ...madeUpReport('met'), series: [] });
  expect(bare.includes('<script')).toBe(false);
  expect(bare.includes("script-src 'none'")).toBe(true);
});
