/** WCAG 2.2, 1.4.3 (text) and 1.4.11 (lines of plots), over the colours as they stand in tokens.css. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8');
const read = (start: string) => {
  const open = css.indexOf('{', css.indexOf(start));
  const found = css.slice(open, css.indexOf('}', open)).matchAll(/--(\w[\w-]*):\s*(#[0-9a-f]{6});/g);
  return Object.fromEntries([...found].map((match) => [match[1]!, match[2]!]));
};
const light = read(':root {');
const themes = [
  ['light', light],
  ['dark', { ...light, ...read(':root:not(.paper)') }],
] as const;

const text: readonly (readonly [string, string])[] = [
  ...['page', 'surface', 'sunken'].flatMap((ground) => [['text', ground] as const, ['muted', ground] as const]),
  ...['page', 'surface'].map((ground) => ['link', ground] as const),
  ...['good', 'bad', 'warn'].flatMap((tone) => [
    [tone, `${tone}-tint`] as const,
    ['text', `${tone}-tint`] as const,
    [tone, 'surface'] as const,
  ]),
  ['on-ink', 'ink'],
  ['on-ink-muted', 'ink'],
  ['phase-text', 'surface'],
];
const lines = [1, 2, 3, 4, 5].map((index) => `line-${index}`);
const ranks = [1, 2, 3, 4].map((index) => `rank-${index}`);

describe.each(themes)('%s', (_, colours) => {
  const contrastOf = (front: string, ground: string) => contrast(colours[front]!, colours[ground]!);

  test.each(text)('%s on %s can be read', (front, ground) => expect(contrastOf(front, ground)).toBeGreaterThanOrEqual(4.5));
  test.each([...lines, ...ranks])('%s can be seen', (line) => expect(contrastOf(line, 'surface')).toBeGreaterThanOrEqual(3));
  test('percentiles stand out the more, the higher they are', () => {
    const found = ranks.map((rank) => contrastOf(rank, 'surface'));
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found.at(-1)! / found[0]!).toBeGreaterThan(2.5);
  });
});

function contrast(one: string, other: string): number {
  const [dim, bright] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (bright! + 0.05) / (dim! + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
