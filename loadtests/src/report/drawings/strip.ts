import { escapeText, trusted, type Html } from '../escape.ts';
import { commonScale, isMeasured, showIn, withUnit } from '../figures.ts';

export type StripRow = Readonly<{ label: string; values: readonly number[]; isSecond: boolean }>;

const WIDTH = 640;
const LEFT = 112;
const RIGHT = 44;
const ROW = 64;

/** Every single value as a dot, one row above the other on one axis: what a median would hide. */
export function drawStrip(rows: readonly StripRow[], unit: string, title: string): Html {
  const most = rows.flatMap(({ values }) => values.filter(isMeasured)).reduce((top, value) => Math.max(top, value), 1);
  const step = roundStep(most / 4);
  const end = Math.ceil(most / step) * step;
  const scale = commonScale(unit, [end, step]);
  const x = (value: number) => (LEFT + ((WIDTH - LEFT - RIGHT) * value) / end).toFixed(1);
  const bottom = rows.length * ROW + 6;
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, index) => index * step);
  return trusted(
    `<svg class="strip" viewBox="0 0 ${WIDTH} ${bottom + 28}" role="img" aria-label="${escapeText(title)}">` +
      ticks
        .map(
          (tick) =>
            `<path class="grid" d="M${x(tick)} 4V${bottom}"/><text x="${x(tick)}" y="${bottom + 20}" text-anchor="middle">` +
            `${escapeText(tick === 0 ? '0' : withUnit(showIn(scale, tick), scale.unit))}</text>`,
        )
        .join('') +
      rows.map((row, index) => drawRow(row, index * ROW + ROW / 2 + 4, x)).join('') +
      '</svg>',
  );
}

/** 1, 2 or 5 times a power of ten, at least as large. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}

function drawRow({ label, values, isSecond }: StripRow, y: number, x: (value: number) => string): string {
  const dots = values.filter(isMeasured).map((value, index) => {
    // Spread over the height by a fixed pattern, so that equal values do not hide each other and no chance is needed.
    const dy = (((index * 7) % 11) - 5) * 4;
    return `<circle class="dot${isSecond ? ' second' : ''}" cx="${x(value)}" cy="${y + dy}" r="4"/>`;
  });
  return `<text class="label" x="0" y="${y + 4}">${escapeText(label)}</text>${dots.join('')}`;
}
