import { drawStrip } from '../drawings/strip.ts';
import { html, type Html } from '../escape.ts';
import { isMeasured, plural, show } from '../figures.ts';
import type { BrowserTruth, Report } from '../report.ts';
import { quantile } from '../series-summary.ts';
import { renderTable } from '../table.ts';

/** Synthetic participants decode nothing: whether people see a picture only a real browser can say. */
export function renderBrowsers({ browsers }: Report): Html {
  return html`<section id="browsers">
    <h2>What real browsers saw</h2>
    ${browsers === null ? html`<p>No real browser took part: nothing here says that a picture was shown, only that its packets came.</p>` : renderTruth(browsers)}
  </section>`;
}

function renderTruth(truth: BrowserTruth): Html {
  const { browsers, firstFrameMs, synthetic } = truth;
  const strip = [
    { label: 'Browsers', values: firstFrameMs, isSecond: false },
    { label: 'Synthetic', values: synthetic.firstMediaMs, isSecond: true },
  ];
  return html`<p class="lead">
      ${plural(browsers, 'real browser')} sat among the synthetic participants, decoded what they were sent and drew it.
    </p>
    <div class="beside">
      ${renderTable({
        caption: 'Real browsers beside synthetic participants',
        isCaptionHidden: true,
        isSlim: true,
        columns: [{ title: 'Figure' }, { title: 'Browsers', kind: 'number' }, { title: 'Synthetic', kind: 'number' }],
        rows: [
          { cells: ['First picture, median', at(firstFrameMs, 0.5), at(synthetic.firstMediaMs, 0.5)] },
          { cells: ['First picture, p95', at(firstFrameMs, 0.95), at(synthetic.firstMediaMs, 0.95)] },
          { cells: ['First picture, longest', at(firstFrameMs, 1), at(synthetic.firstMediaMs, 1)] },
          { cells: ['Freezes per minute', show(truth.freezesPerMinute, ''), show(synthetic.freezesPerMinute, '')] },
          { cells: ['Gaps in sound per minute', show(truth.audioGapsPerMinute, ''), 'not counted'] },
        ],
      })}
      <figure class="drawn">
        <figcaption>Time to the first picture (browsers) and to the first media packet (synthetic), one dot each</figcaption>
        ${drawStrip(strip, 'ms', 'Each time to the first picture as a dot; the figures are in the table beside')}
      </figure>
    </div>`;
}

function at(values: readonly number[], share: number): string {
  const sorted = values.filter(isMeasured).toSorted((a, b) => a - b);
  return show(quantile(sorted, share), 'ms');
}
