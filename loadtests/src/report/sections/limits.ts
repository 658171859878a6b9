import { html, type Html } from '../escape.ts';
import type { Report } from '../report.ts';

export function renderLimits({ limits }: Report): Html {
  const said =
    limits.length === 0
      ? html`<p>The run names no limits; take that for an omission, not for proof of everything.</p>`
      : html`<ul>
          ${limits.map((limit) => html`<li>${limit}</li>`)}
        </ul>`;
  return html`<section id="limits">
    <h2>What this run does not prove</h2>
    ${said}
  </section>`;
}
