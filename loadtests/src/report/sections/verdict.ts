import { drawMark } from '../drawings/mark.ts';
import { html, nothing, type Html } from '../escape.ts';
import { plural } from '../figures.ts';
import type { Outcome, Report } from '../report.ts';
import { explain, type Verdict } from '../verdict.ts';
import { isKept } from '../../verdict/outcome.ts';

const WORDS: Readonly<Record<Outcome, string>> = { met: 'Met', 'not met': 'Not met', 'not valid': 'Not valid' };
/** Beyond this many the table tells the rest. */
const NAMED = 4;

/** The first thing that is read, and the only thing that some will read. */
export function renderVerdict(report: Report, verdict: Verdict): Html {
  const { outcome, sentence, exitCode, kept, promised } = verdict;
  return html`<section class="verdict ${outcome.replace(' ', '-')}" aria-labelledby="verdict">
    ${drawMark(outcome)}
    <div>
      <h2 id="verdict">${WORDS[outcome]}</h2>
      <p class="why">${sentence}</p>
      ${more(report, outcome)}
      <p class="small">
        ${kept} of ${plural(promised, 'promise')} met · ${plural(report.doubts.length, 'doubt')} · exit code ${exitCode}
      </p>
    </div>
  </section>`;
}

/** What else stands against the run, after the one that the sentence names. */
function more({ promises, doubts }: Report, outcome: Outcome): Html {
  if (outcome === 'met') return nothing;
  const against =
    outcome === 'not valid' ? doubts.map(({ sentence }) => sentence) : promises.filter((each) => !isKept(each)).map(explain);
  const others = against.slice(1);
  if (others.length === 0) return nothing;
  const left = others.length - NAMED;
  return html`<ul>
    ${others.slice(0, NAMED).map((text) => html`<li>${text}</li>`)}${left > 0 ? html`<li>and ${left} more</li>` : nothing}
  </ul>`;
}
