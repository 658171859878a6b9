import { html, type Html } from '../escape.ts';
import { show, showIn, scaleFor, withUnit } from '../figures.ts';
import type { Cost, Report } from '../report.ts';
import { halfWidth } from '../spread.ts';
import { renderTable, type Row } from '../table.ts';

/** What was taken for each piece of work: the figures that a later run is held to. */
export function renderCosts({ costs }: Report): Html {
  return html`<section id="costs">
    <h2>What it cost</h2>
    ${costs.length === 0 ? html`<p>Nothing was weighed: no phase was steady for long enough, or its processes ran elsewhere.</p>` : renderRows(costs)}
  </section>`;
}

function renderRows(costs: readonly Cost[]): Html {
  return html`<p class="lead">
      By the figures that are held, two runs of one commit on one machine are to agree within 10 %; small loads, and those with
      real browsers beside them, do not repeat so well. The spread is that within this one run: what differs between two comes on
      top.
    </p>
    ${renderTable({
      caption: 'What each phase took of the platform',
      isCaptionHidden: true,
      columns: [
        { title: 'Cost', percent: 45 },
        { title: 'Held', percent: 10 },
        { title: 'Figure', kind: 'number', percent: 20 },
        { title: 'Spread, 95 %', kind: 'number', percent: 25 },
      ],
      rows: costs.map(renderRow),
    })}`;
}

function renderRow(cost: Cost): Row {
  const { phase, what, unit, value, isHeld } = cost;
  const scale = scaleFor(unit, value);
  const half = halfWidth(cost);
  return {
    cells: [
      html`<span class="sentence">${what}</span> <span class="metric">${phase}</span>`,
      isHeld ? 'held' : '-',
      html`<strong class="figure">${withUnit(showIn(scale, value), scale.unit)}</strong>`,
      half === null ? 'too short to tell' : `± ${show(half * 100, '%')}`,
    ],
  };
}
