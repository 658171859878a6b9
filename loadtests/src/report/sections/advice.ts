import { html, type Html } from '../escape.ts';
import { commonScale, trimmed, withUnit } from '../figures.ts';
import type { Advice, Report } from '../report.ts';
import { drawInterval } from '../drawings/interval.ts';

/** The few lines that a buyer takes away, each with its spread: a figure without one would be believed too far. */
export function renderAdvice({ advice, validation }: Report): Html {
  const missed = validation?.rows.filter(({ met }) => !met) ?? [];
  const warning =
    missed.length === 0
      ? html``
      : html`<p class="note-box not-met">
          The model missed ${missed.map(({ what }, index) => html`${index > 0 ? ', ' : ''}${what}`)} above: buy by the high
          figure, or measure first.
        </p>`;
  return html`<section id="advice">
    <h2>What to buy</h2>
    ${
      advice.length === 0
        ? html`<p>The capacity model was not asked in this run.</p>`
        : html`${warning}
            <div class="cards">${advice.map(renderLine)}</div>`
    }
  </section>`;
}

function renderLine({ what, low, expected, high, unit, note }: Advice): Html {
  const scale = commonScale(unit, [low, expected, high]);
  const figure = (value: number) => trimmed(value / scale.divisor, scale.digits);
  const spread = `${figure(low)} to ${withUnit(figure(high), scale.unit)}`;
  const room = (high - low) * 0.15;
  return html`<article class="card">
    <h3>${what}</h3>
    <p class="big">${withUnit(figure(expected), scale.unit)}</p>
    ${drawInterval({ low, middle: expected, high, against: null }, [low - room, high + room])}
    <p class="spread-text">${low === high ? 'exactly' : spread}</p>
    <p class="note">${note}</p>
  </article> `;
}
