import { isLessBetter } from '../bound.ts';
import { badge } from '../drawings/mark.ts';
import { drawInterval, endsOf } from '../drawings/interval.ts';
import { html, nothing, type Html } from '../escape.ts';
import { commonScale, grouped, isMeasured, plural, showIn, withUnit } from '../figures.ts';
import type { ComparedFigure, Comparison, Report } from '../report.ts';
import { renderTable, type Row } from '../table.ts';
import { dearerOf, readingOf } from '../../verdict/gate.ts';

/** This run beside earlier ones, each ratio with its spread: first the costs, by which runs are held to agree. */
export function renderComparison({ baseline, rig }: Report): Html {
  return html`<section id="baseline">
    <h2>Beside the baseline</h2>
    ${baseline === null ? html`<p>No earlier run was handed in (<code>--baseline report.json</code>).</p>` : renderTables(baseline, rig.commit)}
  </section>`;
}

function renderTables(comparison: Comparison, commit: string): Html {
  const { rows, sameRig } = comparison;
  return html`<p class="lead">${renderBaselines(comparison, commit)}</p>
    ${sameRig ? renderDearer(comparison) : OTHER_RIG}
    ${renderFigures('Costs', { rows: rows.filter(({ bound }) => bound === null), comparison })}
    ${renderFigures('Promises', { rows: rows.filter(({ bound }) => bound !== null), comparison })}`;
}

const OTHER_RIG = html`<p class="note-box not-valid">
  <strong>Not the same rig.</strong> A baseline ran on another machine, kernel or settings: a ratio below may come from that, and
  says nothing about the platform by itself.
</p>`;

function renderBaselines({ baselines, sameRig }: Comparison, commit: string): Html {
  const runs = baselines.map(({ runId, commit: then }, at) => {
    return html`${at === 0 ? nothing : ', '}<code>${runId}</code> at commit <code>${then}</code>`;
  });
  const spread =
    baselines.length > 1
      ? 'The spread of a ratio is from the highest baseline to the lowest'
      : 'The spread of a cost is that within both runs (95 %); one baseline tells none of a promise';
  return html`This run, at commit <code>${commit}</code>, beside
    ${baselines.length > 1 ? `the mean of ${plural(baselines.length, 'run')}` : 'run'}
    ${runs}${sameRig ? ', on the same rig' : nothing}. A ratio of 1 is no change; above 1 this run has more. ${spread}.`;
}

function renderDearer(comparison: Comparison): Html {
  const dearer = dearerOf(comparison);
  if (dearer.length === 0) return nothing;
  return html`<p class="note-box not-met">
    <strong>${plural(dearer.length, 'cost is', 'costs are')} dearer</strong> than the baseline by more than 10 %.
  </p>`;
}

type Figures = Readonly<{ rows: readonly ComparedFigure[]; comparison: Comparison }>;

function renderFigures(title: string, { rows, comparison }: Figures): Html {
  if (rows.length === 0) return html`<p>${title}: this run and the baseline have none in common.</p>`;
  const ends = endsOf(rows.flatMap((row) => intervalOf(row) ?? []));
  return renderTable({
    caption: `${title} then and now`,
    columns: [
      { title: title === 'Costs' ? 'Cost' : 'Promise', percent: 28 },
      { title: 'Then', kind: 'number', percent: 12 },
      { title: 'Now', kind: 'number', percent: 12 },
      { title: 'Now / then', kind: 'number', percent: 18 },
      { title: 'Spread about 1', kind: 'drawing', percent: 15 },
      { title: 'Reading', percent: 15 },
    ],
    rows: rows.map((row) => renderRow(row, { sameRig: comparison.sameRig, ends })),
  });
}

type Frame = Readonly<{ sameRig: boolean; ends: readonly [number, number] }>;

function renderRow(row: ComparedFigure, { sameRig, ends }: Frame): Row {
  const { bound, phase, sentence, metric, unit, then, now, ratio } = row;
  const scale = commonScale(unit, [then, now]);
  const figure = (value: number) => withUnit(showIn(scale, value), scale.unit);
  const interval = intervalOf(row);
  const reading = bound === null ? readCost(row, sameRig) : readPromise(row, sameRig);
  const isBad = reading === 'dearer' || reading === 'worse';
  const cells = [
    html`<span class="sentence">${sentence}</span> <span class="metric">${phase}: ${metric}</span>`,
    figure(then),
    figure(now),
    html`<strong class="figure">${grouped(ratio, 2)}</strong> <span class="range">(${showSpread(interval)})</span>`,
    interval === null ? nothing : drawInterval(interval, ends),
    reading === 'dearer' ? badge('not met', reading) : reading,
  ];
  return isBad ? { cells, tone: 'bad' } : { cells };
}

/** null where nothing tells of the spread: a single stroke would look like certainty. */
function intervalOf({ low, ratio, high }: ComparedFigure) {
  return isMeasured(low) && isMeasured(high) ? { low, middle: ratio, high, against: 1 } : null;
}

const showSpread = (interval: Readonly<{ low: number; high: number }> | null): string =>
  interval === null ? '-' : `${grouped(interval.low, 2)} to ${grouped(interval.high, 2)}`;

function readCost(row: ComparedFigure, sameRig: boolean): string {
  if (!row.isGated) return 'not held';
  return sameRig ? readingOf(row) : 'another rig';
}

/** "better" and "worse" only where the spread leaves 1 out, the bound says which way is better, and the rig was the same. */
function readPromise(row: ComparedFigure, sameRig: boolean): string {
  const interval = intervalOf(row);
  if (interval === null) return 'no spread known';
  if (interval.low <= 1 && interval.high >= 1) return 'no change seen';
  const isLess = interval.high < 1;
  const isGood = sameRig && row.bound !== null ? isLessBetter(row.bound) : null;
  if (isGood === null) return isLess ? 'lower' : 'higher';
  return isLess === isGood ? 'better' : 'worse';
}
