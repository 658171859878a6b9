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
    const readings = (outcome: 'met' | 'not met') =>
      section(page(outcome), 'id="baseline"')
        .split('<tr')
        .slice(2)
        .map((row) => /better|worse|no change seen|lower|higher/.exec(words(row))?.[0]);
    expect(readings('met')).toEqual(['better', 'no change seen', 'worse', 'no change seen']);
    expect(readings('not met')).toEqual(['lower', 'no change seen', 'higher', 'no change seen']);
  });
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
