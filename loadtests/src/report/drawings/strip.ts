import { escapeText, trusted, type Html } from '../escape.ts';
import { isMeasured, scaleFor, showIn, withUnit } from '../figures.ts';

export type StripRow = Readonly<{ label: string; values: readonly number[]; isSecond: boolean }>;

const WIDTH = 720;
const LEFT = 190;
const ROW = 34;

/** Every single value as a dot, one row above the other on one axis: what a median would hide. */
export function drawStrip(rows: readonly StripRow[], unit: string, title: string): Html {
  const most = Math.max(1, ...rows.flatMap(({ values }) => values).filter(isMeasured));
  const scale = scaleFor(unit, most);
  const x = (value: number) => (LEFT + ((WIDTH - LEFT - 20) * value) / most).toFixed(1);
  const bottom = rows.length * ROW + 8;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * most);
  return trusted(
    `<svg class="strip" viewBox="0 0 ${WIDTH} ${bottom + 26}" role="img" aria-label="${escapeText(title)}">` +
      ticks
        .map(
          (tick) =>
            `<path class="grid" d="M${x(tick)} 4V${bottom}"/><text class="tick" x="${x(tick)}" y="${bottom + 18}" text-anchor="middle">` +
            `${escapeText(tick === 0 ? '0' : withUnit(showIn(scale, tick), scale.unit))}</text>`,
        )
        .join('') +
      rows.map((row, index) => drawRow(row, index * ROW + ROW / 2 + 4, x)).join('') +
      '</svg>',
  );
}

function drawRow({ label, values, isSecond }: StripRow, y: number, x: (value: number) => string): string {
  const dots = values.filter(isMeasured).map((value, index) => {
    // Spread over the height by a fixed pattern, so that equal values do not hide each other and no chance is needed.
    const dy = ((index * 7) % 11) - 5;
    return `<circle class="dot${isSecond ? ' second' : ''}" cx="${x(value)}" cy="${y + dy}" r="3.5"/>`;
  });
  return `<text class="label" x="0" y="${y + 4}">${escapeText(label)}</text>${dots.join('')}`;
}
