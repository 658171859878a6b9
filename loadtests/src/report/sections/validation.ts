import { drawInterval } from '../drawings/interval.ts';
import { badge } from '../drawings/mark.ts';
import { html, type Html } from '../escape.ts';
import { scaleFor, show, showIn } from '../figures.ts';
import type { Report, Validation } from '../report.ts';
import { renderTable, type Row } from '../table.ts';

/** How far the capacity model was off where it could be held against a measurement; a miss is shown as a miss. */
export function renderValidation({ validation }: Report): Html {
  return html`<section id="validation">
    <h2>Whether the capacity model can be believed</h2>
    ${validation === null ? html`<p>The model was not held against a measurement in this run.</p>` : renderRows(validation)}
  </section>`;
}

function renderRows({ boundPercent, rows }: Validation): Html {
  const hits = rows.filter(({ met }) => met).length;
  return html`<p class="lead">
      The model foretold a configuration that it was not fitted to. It hit ${hits} of ${rows.length}, with up to
      ${show(boundPercent, '%')} off allowed.
    </p>
    ${renderTable({
      caption: 'What the model foretold, and what was measured',
      isCaptionHidden: true,
      columns: [
        { title: 'Figure', percent: 25 },
        { title: 'Foretold', kind: 'number', percent: 12 },
        { title: 'Between', kind: 'number', percent: 18 },
        { title: 'Measured', kind: 'number', percent: 12 },
        { title: 'Both drawn', kind: 'drawing', percent: 13 },
        { title: 'Off by', kind: 'number', percent: 8 },
        { title: 'Result', percent: 12 },
      ],
      rows: rows.map(renderRow),
    })}
    <p class="key">
      <span><i class="key-spread"></i>foretold, low to high</span> <span><i class="key-middle"></i>expected</span>
      <span><i class="key-against"></i>measured</span>
    </p>`;
}

function renderRow(row: Validation['rows'][number]): Row {
  const { what, unit, predicted, low, high, measured, errorPercent, met } = row;
  const scale = scaleFor(unit, Math.max(predicted, low, high, measured));
  const figure = (value: number) => showIn(scale, value);
  const least = Math.min(low, predicted, measured);
  const most = Math.max(high, predicted, measured);
  const room = (most - least) * 0.25;
  const cells = [
    // The unit once for all figures of a row: names such as “participants” break a narrow column.
    html`${what} <span class="metric">in ${scale.unit}</span>`,
    figure(predicted),
    html`${figure(low)} to ${figure(high)}`,
    html`<strong class="figure">${figure(measured)}</strong>`,
    drawInterval({ low, middle: predicted, high, against: measured }, [least - room, most + room]),
    show(errorPercent, '%'),
    met ? badge('met', 'Hit') : badge('not met', 'Missed'),
  ];
  return met ? { cells } : { cells, tone: 'bad' };
}
