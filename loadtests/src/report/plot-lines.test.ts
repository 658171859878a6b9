import { describe, expect, it } from 'vitest';
import { styleLines } from './plot-lines.ts';
import type { Series } from './report.ts';

const lines = (...names: readonly string[]): readonly Series[] =>
  names.map((line) => ({ plot: 'CPU', line, unit: '', seconds: [0], values: [1] }));
const colours = (...names: readonly string[]) => styleLines(lines(...names)).map(({ colour }) => colour);

describe('lines of one plot', () => {
  it('that are percentiles are coloured by rank, in whatever order they come', () =>
    expect(colours('p99', 'p50', 'p(95)', 'p90')).toEqual(['--rank-4', '--rank-1', '--rank-3', '--rank-2']));
  it('keep the ends of the ramp where they are few', () => expect(colours('median', 'p99.9')).toEqual(['--rank-1', '--rank-4']));
  it('that are not all percentiles are not ranked', () => expect(colours('p95', 'livekit-1')).toEqual(['--line-1', '--line-2']));
  it('never look the same, up to twenty of them', () => {
    const styles = styleLines(lines(...Array.from({ length: 20 }, (_, index) => `process-${index}`)));
    expect(new Set(styles.map((style) => JSON.stringify(style))).size).toBe(20);
  });
});
