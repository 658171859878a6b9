import { html, type Html } from '../escape.ts';
import { clock, duration } from '../figures.ts';
import type { Report } from '../report.ts';

/** What ran, one after the other, and what each part is there to prove. */
export function renderPhases({ phases }: Report): Html {
  return html`<section id="phases">
    <h2>What ran</h2>
    <ol class="phases">
      ${phases.map(
        ({ title, scenario, about, fromSecond, toSecond }) =>
          html`<li>
            <div>
              <h3>${title}</h3>
              <p class="when">${clock(fromSecond)} to ${clock(toSecond)} (${duration(toSecond - fromSecond)}) · ${scenario}</p>
              <p>${about}</p>
            </div>
          </li> `,
      )}
    </ol>
  </section>`;
}
