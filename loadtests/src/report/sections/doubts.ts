import { drawMark } from '../drawings/mark.ts';
import { html, nothing, type Html } from '../escape.ts';
import type { Report } from '../report.ts';
import type { Verdict } from '../verdict.ts';

/** Why the figures may not be believed. */
export function renderDoubts({ doubts }: Report, { outcome, sentence }: Verdict): Html {
  return html`<section id="doubts">
    <h2>What casts doubt on the figures</h2>
    ${
      doubts.length === 0
        ? html`<p>${outcome === 'not valid' ? sentence : 'Nothing did: no check of the run raised a doubt.'}</p>`
        : html`<ul class="doubts">
            ${doubts.map(renderDoubt)}
          </ul>`
    }
  </section>`;
}

function renderDoubt({ kind, phase, sentence }: Report['doubts'][number]): Html {
  const where = phase === null ? nothing : html` <span class="where">in “${phase}”</span>`;
  return html`<li>
    ${drawMark('not valid')}
    <div>
      <strong>${kind.charAt(0).toUpperCase()}${kind.slice(1)}</strong>${where}
      <p>${sentence}</p>
    </div>
  </li>`;
}
