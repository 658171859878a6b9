import { showBound, showFigure } from '../bound.ts';
import { badge } from '../drawings/mark.ts';
import { drawMeter } from '../drawings/meter.ts';
import { html, nothing, type Html } from '../escape.ts';
import { grouped, isMeasured, plural } from '../figures.ts';
import type { PromiseResult, Report } from '../report.ts';
import { renderTable, type Column, type Row } from '../table.ts';
import { byScenario, type Verdict } from '../verdict.ts';
import { isKept } from '../../verdict/outcome.ts';

const COLUMNS: readonly Column[] = [
  { title: 'Promise', percent: 31.5 },
  { title: 'Bound', percent: 18 },
  { title: 'Measured', kind: 'number', percent: 13.5 },
  { title: 'Against bound', kind: 'drawing', percent: 13.5 },
  { title: 'Samples', kind: 'number', percent: 12 },
  { title: 'Result', percent: 12 },
];

/** Each promise with its figure, by scenario, broken ones first. */
export function renderPromises({ promises }: Report, { outcome }: Verdict): Html {
  const groups = [...byScenario(promises)].map(([scenario, group]) => {
    const kept = group.filter(isKept).length;
    return renderTable({
      caption: `${scenario}: ${kept} of ${plural(group.length, 'promise')} met`,
      columns: COLUMNS,
      rows: group.map(renderPromise),
    });
  });
  return html`<section id="promises" class="promises${outcome === 'not valid' ? html` void` : nothing}">
    <h2>What was promised, and what came of it</h2>
    ${outcome === 'not valid' && promises.length > 0 ? html`<p class="note-box not-valid">The run is not valid: these figures were measured, but they prove nothing, either way.</p>` : nothing}
    ${promises.length === 0 ? html`<p>No promise was put to the test.</p>` : groups}
  </section>`;
}

function renderPromise(promise: PromiseResult): Row {
  const { sentence, metric, samples } = promise;
  const result = isKept(promise) ? badge('met', 'Met') : badge('not met', 'Not met');
  const cells = [
    html`<span class="sentence">${sentence}</span> <span class="metric">${metric}</span>`,
    html`<span class="bound">${unbroken(showBound(promise))}</span>`,
    html`<strong class="figure${isMeasured(promise.value) ? '' : ' none'}">${showFigure(promise)}</strong>`,
    drawMeter(promise),
    grouped(samples),
    result,
  ];
  return isKept(promise) ? { cells } : { cells, tone: 'bad' };
}

/** In one line where there is room for it; a name that is longer than its column is broken by the style sheet. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}
