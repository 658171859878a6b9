import { html, nothing, type Html } from '../escape.ts';
import type { Report } from '../report.ts';
import { renderJoinAdvice } from './advice-joins.ts';
import { renderMediaAdvice } from './advice-media.ts';
import { renderGrounds } from './advice-grounds.ts';

/** What a buyer takes away, each figure with its spread: one without would be believed too far. */
export function renderAdvice(report: Report): Html {
  const { advice } = report;
  return html`<section id="advice">
    <h2>What to buy</h2>
    ${
      advice.prices === null && advice.withheld.length === 0
        ? html`<p>Nothing that the capacity model could work with was measured in this run.</p>`
        : html`${renderWarnings(report)}${renderTables(report)}${renderWithheld(report)}${renderGrounds(advice)}`
    }
  </section>`;
}

function renderWarnings({ outcome, validation, advice }: Report): Html {
  const missed = validation?.rows.filter(({ met }) => !met) ?? [];
  const advised = advice.prices !== null;
  return html`${
    outcome === 'not valid' && advised
      ? html`<p class="note-box">
          <strong>This run is not valid.</strong> What follows rests on those of its scenarios alone that nothing throws doubt on;
          repeat the run before anything is bought by it.
        </p>`
      : nothing
  }${
    missed.length > 0 && advised
      ? html`<p class="note-box not-met">
          The model missed ${missed.map(({ what }, index) => html`${index > 0 ? ', ' : ''}${what}`)} above: buy by the high
          figure, or measure first.
        </p>`
      : nothing
  }`;
}

function renderTables({ advice: { media, mediaBasis, joins } }: Report): Html {
  return html`${mediaBasis === null ? nothing : media.map((one) => renderMediaAdvice(one, mediaBasis))}${joins === null ? nothing : renderJoinAdvice(joins)}`;
}

function renderWithheld({ advice: { withheld } }: Report): Html {
  if (withheld.length === 0) return nothing;
  return html`<h3>No advice</h3>
    <ul class="grounds">
      ${withheld.map(({ scenario, why }) => html`<li><strong>${scenario}</strong>: there is no advice from it. ${why}</li>`)}
    </ul>`;
}
