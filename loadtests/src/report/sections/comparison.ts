import { isLessBetter } from '../bound.ts';
import { drawInterval, endsOf } from '../drawings/interval.ts';
import { html, nothing, type Html } from '../escape.ts';
import { grouped, commonScale, isMeasured, showIn, withUnit } from '../figures.ts';
import type { Comparison, Report } from '../report.ts';
import { renderTable, type Row } from '../table.ts';

type Line = Comparison['rows'][number];

/** This run beside an earlier one, each ratio with its spread. */
export function renderComparison(report: Report): Html {
  return html`<section id="baseline">
    <h2>Beside the baseline</h2>
    ${report.baseline === null ? html`<p>No earlier run was handed in (<code>--baseline report.json</code>).</p>` : renderRows(report.baseline, report)}
  </section>`;
}

function renderRows({ runId, commit, sameRig, rows }: Comparison, report: Report): Html {
  const intervals = rows.map(({ low, ratio, high }) => ({ low, middle: ratio, high, against: 1 }));
  const [from, to] = endsOf(intervals);
  return html`<p class="lead">
      Run <code>${runId}</code> at commit <code>${commit}</code>. A ratio of 1 is no change; a spread that holds 1 shows none.
    </p>
    ${sameRig ? nothing : html`<p class="note-box not-valid"><strong>Not the same rig.</strong> The baseline ran on another machine, kernel or settings: a ratio below may come from that, and says nothing about the platform by itself.</p>`}
    ${renderTable({
      caption: 'Figures then and now',
      isCaptionHidden: true,
      columns: [
        { title: 'Promise', percent: 28 },
        { title: 'Then', kind: 'number', percent: 12 },
        { title: 'Now', kind: 'number', percent: 12 },
        { title: 'Now / then', kind: 'number', percent: 18 },
        { title: 'Spread about 1', kind: 'drawing', percent: 15 },
        { title: 'Reading', percent: 15 },
      ],
      rows: rows.map((row) => renderRow(row, report, { sameRig, ends: [from, to] })),
    })}`;
}

type Frame = Readonly<{ sameRig: boolean; ends: readonly [number, number] }>;

function renderRow(row: Line, report: Report, { sameRig, ends }: Frame): Row {
  const { promise, metric, unit, then, now, ratio, low, high } = row;
  const scale = commonScale(unit, [then, now]);
  const figure = (value: number) => withUnit(showIn(scale, value), scale.unit);
  const promised = report.promises.find(({ id, sentence }) => id === promise || sentence === promise);
  const reading = read(row, sameRig ? promised?.bound : undefined);
  const cells = [
    html`<span class="sentence">${promised?.sentence ?? promise}</span> <span class="metric">${metric}</span>`,
    figure(then),
    figure(now),
    isMeasured(ratio)
      ? html`<strong class="figure">${grouped(ratio, 2)}</strong>
          <span class="range">(${grouped(low, 2)} to ${grouped(high, 2)})</span>`
      : 'no ratio',
    isMeasured(ratio) ? drawInterval({ low, middle: ratio, high, against: 1 }, ends) : nothing,
    reading,
  ];
  return reading === 'worse' ? { cells, tone: 'bad' } : { cells };
}

/** "better" and "worse" only where the spread leaves 1 out, the bound says which way is better, and the rig was the same. */
function read({ low, high }: Line, bound: string | undefined): string {
  if (!isMeasured(low) || !isMeasured(high)) return 'cannot be compared';
  if (low <= 1 && high >= 1) return 'no change seen';
  const isLess = high < 1;
  const isGood = bound === undefined ? null : isLessBetter(bound);
  if (isGood === null) return isLess ? 'lower' : 'higher';
  return isLess === isGood ? 'better' : 'worse';
}
