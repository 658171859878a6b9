import { html, jsonInScript, trusted, visible, type Html } from '../escape.ts';
import { commonScale, isMeasured, showIn, type Scale } from '../figures.ts';
import { styleLines, type LineStyle } from '../plot-lines.ts';
import type { PlotName, Report, Series } from '../report.ts';
import { plotsOf, summarise } from '../series-summary.ts';

/** What page/charts.js draws. */
export type PlotData = Readonly<{
  seconds: number;
  phases: readonly Readonly<{ number: number; title: string; from: number; to: number }>[];
  plots: readonly Readonly<{ unit: string; digits: number; lines: readonly LineData[] }>[];
}>;
type LineData = LineStyle & Readonly<{ label: string; x: readonly number[]; y: readonly (number | null)[] }>;

const TITLES: Readonly<Record<PlotName, readonly [title: string, about: string]>> = {
  participants: ['Participants', 'How many people were there at once.'],
  'joins per second': ['Joins per second', 'How many people came in, and how many did not get in.'],
  'join time': ['Time to join', 'From opening the link to being connected.'],
  loss: ['Packets lost', 'Share of media packets that never reached the participant.'],
  'delay of a frame': ['Delay of a frame', 'From sent to received, through the media server.'],
  received: ['Received', 'Media that reached a participant.'],
  packets: ['Packets', 'Media packets per second.'],
  'answers of the portal': ['Answers of the portal', 'How long the portal took to answer.'],
  CPU: ['Processor', 'What each process used; one core in full is one core.'],
  memory: ['Memory', 'What each process held.'],
};

export function renderPlots(report: Report): Html {
  const plots = [...plotsOf(report)];
  if (plots.length === 0)
    return html`<section id="plots">
      <h2>Over time</h2>
      <p>No series were recorded in this run.</p>
    </section>`;
  return html`<section id="plots">
      <div class="plots-head">
        <h2>Over time</h2>
        <button type="button" id="whole-run" hidden>Show the whole run</button>
      </div>
      <p class="lead">
        Minutes and seconds from the start of the run. The bands are the phases, numbered as <a href="#phases">below</a>.
        <span class="only-live"
          >Point at a plot to read its figures at that moment in all of them; drag across one to look closer.</span
        >
      </p>
      <noscript><p>Without scripts each plot is its table of figures.</p></noscript>
      ${plots.map(([plot, series], index) => renderPlot(plot, series, index))}
    </section>
    <script type="application/json" id="plot-data">
      ${jsonInScript(plotData(report))}
    </script>`;
}

export function plotData(report: Report): PlotData {
  const phases = report.phases.map(({ title, fromSecond, toSecond }, index) => ({
    number: index + 1,
    title: visible(title),
    from: fromSecond,
    to: toSecond,
  }));
  const plots = [...plotsOf(report).values()].map((series) => {
    const { divisor, unit, digits } = scaleOf(series);
    const styles = styleLines(series);
    const lines = series.map(({ line, seconds, values }, index) => ({
      label: visible(line),
      ...(styles[index] ?? { colour: '--line-1', dash: [], width: 1.75 }),
      x: seconds,
      y: values.map((value) => (isMeasured(value) ? Number((value / divisor).toPrecision(5)) : null)),
    }));
    return { unit: visible(unit), digits, lines };
  });
  return { seconds: report.seconds, phases, plots };
}

function renderPlot(plot: string, series: readonly Series[], index: number): Html {
  const [title, about] = Object.hasOwn(TITLES, plot) ? TITLES[plot as PlotName] : [plot, ''];
  const scale = scaleOf(series);
  const styles = styleLines(series);
  const unit = scale.unit === '' ? '' : ` in ${scale.unit}`;
  return html`<figure class="plot${isCrowded(series) ? ' crowded' : ''}" id="plot-${index}">
    <figcaption>
      <h3>${title}</h3>
      <p>${about}</p>
    </figcaption>
    <div class="chart" role="img" aria-label="${title} over the run; its figures are in the table that follows"></div>
    <table class="lines">
      <caption class="unseen">
        ${title}: least, median and most of each line${unit}
      </caption>
      <thead>
        <tr>
          <th scope="col">${unit === '' ? 'Line' : `Line, ${scale.unit}`}</th>
          <th scope="col" class="number here here-title" aria-hidden="true">Here</th>
          <th scope="col" class="number">Min</th>
          <th scope="col" class="number">Median</th>
          <th scope="col" class="number">Max</th>
        </tr>
      </thead>
      <tbody>
        ${series.map((line, row) => renderLine(line, scale, styles[row]))}
      </tbody>
    </table>
  </figure> `;
}

/** Many lines, or long names, need the whole width for their table: it then stands below the plot. */
function isCrowded(series: readonly Series[]): boolean {
  return series.length > 8 || series.some(({ line }) => line.length > 24);
}

function renderLine({ line, values }: Series, scale: Scale, style: LineStyle | undefined): Html {
  const { least, median, most } = summarise(values);
  const number = (value: number | null) => html`<td class="number">${showIn(scale, value)}</td>`;
  return html`<tr>
    <th scope="row">
      <span class="line-name">${swatch(style)}<span>${line}</span></span>
    </th>
    <td class="number here" aria-hidden="true"></td>
    ${[least, median, most].map(number)}
  </tr> `;
}

/** The line as it is drawn: colour, dashes and weight. */
function swatch(style: LineStyle | undefined): Html {
  const { colour, dash, width } = style ?? { colour: '--line-1', dash: [], width: 2 };
  return trusted(
    `<svg class="swatch" viewBox="0 0 22 8" aria-hidden="true"><path d="M0 4h22" style="stroke:var(${colour})" stroke-width="${width + 0.5}" stroke-dasharray="${dash.join(' ')}"/></svg>`,
  );
}

function scaleOf(series: readonly Series[]): Scale {
  return commonScale(
    series[0]?.unit ?? '',
    series.flatMap(({ values }) => values),
  );
}
