/** WCAG 2.2, 1.4.3 and 1.4.11, over the colours as they stand in tokens.css. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8');
const block = (start: string, from = 0) => {
  const open = css.indexOf('{', css.indexOf(start, from));
  return Object.fromEntries(
    [...css.slice(open, css.indexOf('}', open)).matchAll(/--(\w[\w-]*):\s*(#[0-9a-f]{6});/g)].map((m) => [m[1]!, m[2]!]),
  );
};
const light = block(':root {');
const dark = block("\n  [data-theme='dark']");
const darkByDevice = block(":root:not([data-theme='light'])");

const text: readonly (readonly [string, string])[] = [
  ...['page', 'surface', 'sunken'].flatMap((ground) => [
    ['text', ground] as const,
    ['muted', ground] as const,
    ['link', ground] as const,
  ]),
  ...['good', 'bad', 'warn'].flatMap((tone) => [
    [tone, `${tone}-tint`] as const,
    [tone, 'surface'] as const,
    ['text', `${tone}-tint`] as const,
  ]),
  ['text', 'tint'],
  ['link', 'tint'],
  ['bad', 'page'],
  ['on-tint', 'tint'],
  ['on-brand', 'brand'],
  ['on-brand', 'brand-strong'],
  ['on-bad', 'bad'],
  ['on-bad', 'bad-strong'],
  ['on-ink', 'ink'],
  ['on-ink-muted', 'ink'],
];
const shapes: readonly (readonly [string, string])[] = [
  ...['page', 'surface', 'sunken'].flatMap((ground) => [['edge', ground] as const, ['focus', ground] as const]),
  ['focus', 'tint'],
  ['brand', 'surface'],
  ['saffron', 'ink'],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('%s', (_, colours) => {
  test.each(text)('%s on %s can be read', (front, ground) => {
    expect(contrast(colours[front]!, colours[ground]!)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(shapes)('%s on %s can be seen', (front, ground) => {
    expect(contrast(colours[front]!, colours[ground]!)).toBeGreaterThanOrEqual(3);
  });
});

test('dark by choice and dark by the device are the same', () => {
  expect(darkByDevice).toEqual(dark);
  expect(Object.keys(dark).sort()).toEqual(Object.keys(light).sort());
});

function contrast(a: string, b: string): number {
  const [dim, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
