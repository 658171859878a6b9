import { html, nothing, type Html } from '../escape.ts';
import { duration, isMeasured, scaleFor, show, showIn, withUnit } from '../figures.ts';
import type { PlotName, Report } from '../report.ts';
import { plotsOf, summarise } from '../series-summary.ts';
import type { Verdict } from '../verdict.ts';

type Key = Readonly<{ name: string; figure: string; note: string }>;

/** The line that stands for a plot: p95 where there is one, else the first. */
const DECIDING = /^p\(?95\)?$/i;

export function renderKeyFigures(report: Report, { kept, promised, outcome }: Verdict): Html {
  const { idleShare, foreignCores } = report.rig;
  const keys: readonly (Key | null)[] = [
    {
      name: 'Promises met',
      figure: `${kept} of ${promised}`,
      note: outcome === 'not valid' ? 'but the run is not valid' : 'each with its figure below',
    },
    highest(report, 'participants', 'Most participants at once'),
    typical(report, 'join time', 'Time to join'),
    typical(report, 'delay of a frame', 'Delay of a frame'),
    typical(report, 'loss', 'Packets lost'),
    {
      name: 'Cores left idle',
      figure: show(idleShare.mean * 100, '%'),
      note: `least ${show(idleShare.least * 100, '%')}; others used ${show(foreignCores, foreignCores === 1 ? 'core' : 'cores')}`,
    },
    { name: 'Length of the run', figure: duration(report.seconds), note: `${report.phases.length} phases` },
  ];
  return html`<section class="keys" aria-label="Key figures">
    <dl>
      ${keys.map((key) =>
        key === null
          ? nothing
          : html`<div>
              <dt>${key.name}</dt>
              <dd>${key.figure}</dd>
              <dd class="note">${key.note}</dd>
            </div> `,
      )}
    </dl>
  </section>`;
}

function highest(report: Report, plot: PlotName, name: string): Key | null {
  const lines = plotsOf(report).get(plot) ?? [];
  const tops = lines
    .map(({ line, unit, values }) => ({ line, unit, most: summarise(values).most }))
    .filter(({ most }) => isMeasured(most));
  const [top] = tops.toSorted((a, b) => (b.most ?? 0) - (a.most ?? 0));
  return top === undefined ? null : { name, figure: show(top.most, top.unit), note: top.line };
}

function typical(report: Report, plot: PlotName, name: string): Key | null {
  const lines = plotsOf(report).get(plot) ?? [];
  const line = lines.find((each) => DECIDING.test(each.line)) ?? lines[0];
  if (line === undefined) return null;
  const { median, most } = summarise(line.values);
  const scale = scaleFor(line.unit, most ?? 0);
  const figure = (value: number | null) => withUnit(showIn(scale, value), scale.unit);
  return { name: named(name, line.line), figure: figure(median), note: `median over the run; highest ${figure(most)}` };
}

/** Which line it is, unless the name says so already: "Packets lost" is drawn by one line of that name. */
const named = (name: string, line: string): string => (line.toLowerCase() === name.toLowerCase() ? name : `${name}, ${line}`);
