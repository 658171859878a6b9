import { siteMark } from './drawings/site-mark.ts';
import { escapeText, html, trusted, type Html } from './escape.ts';
import { duration, moment } from './figures.ts';
import { contentSecurityPolicy, readAssets } from './page/assets.ts';
import type { Report } from './report.ts';
import { renderAdvice } from './sections/advice.ts';
import { renderBrowsers } from './sections/browsers.ts';
import { renderComparison } from './sections/comparison.ts';
import { renderCosts } from './sections/costs.ts';
import { renderDoubts } from './sections/doubts.ts';
import { renderKeyFigures } from './sections/key-figures.ts';
import { renderLimits } from './sections/limits.ts';
import { renderPhases } from './sections/phases.ts';
import { renderPlots } from './sections/plots.ts';
import { renderPromises } from './sections/promises.ts';
import { renderRig } from './sections/rig.ts';
import { renderValidation } from './sections/validation.ts';
import { renderVerdict } from './sections/verdict.ts';
import { plotsOf } from './series-summary.ts';
import { judge } from './verdict.ts';

const NAVIGATION = [
  ['promises', 'Promises'],
  ['plots', 'Over time'],
  ['browsers', 'Browsers'],
  ['costs', 'What it cost'],
  ['advice', 'What to buy'],
  ['baseline', 'Baseline'],
  ['rig', 'Machine'],
  ['limits', 'Limits'],
] as const;

/**
 * One file that stands alone: it asks no network for anything, and its policy lets only its own scripts run, so that not
 * even a name that got past the escaping could do anything.
 */
export function renderHtml(report: Report): string {
  const assets = readAssets({ withScripts: plotsOf(report).size > 0 });
  const { runId, profile, startedAt, seconds, rig } = report;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${trusted(escapeAttribute(contentSecurityPolicy(assets)))}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${WORD[judge(report).outcome]}: ${profile}, load test of Sabha</title>
        <style>
          ${trusted(assets.styles)}
        </style>
      </head>
      <body>
        <header class="site">
          <div class="wrap">
            <p class="brand">${siteMark}<span>Sabha</span></p>
            <p class="kind">Load test report</p>
          </div>
        </header>
        <main class="wrap">
          <div class="title">
            <h1>Profile “${profile}”</h1>
            <p>
              Run <code>${runId}</code> against <strong>${rig.target}</strong>, commit <code>${rig.commit}</code>. Begun
              ${moment(startedAt)}, took ${duration(seconds)}.
            </p>
          </div>
          ${body(report)}
        </main>
        <footer class="wrap">
          <p>
            Drawn from <code>report.json</code> of run <code>${runId}</code>, which lies beside this page and serves a later run
            as its baseline. This page asks no network for anything.
          </p>
        </footer>
        ${assets.scripts.map(scriptElement)}
      </body>
    </html> `;
  return page.html;
}

const WORD = { met: 'Met', 'not met': 'Not met', 'not valid': 'Not valid' } as const;

function body(report: Report): readonly Html[] {
  const verdict = judge(report);
  const promises = renderPromises(report, verdict);
  const doubts = renderDoubts(report, verdict);
  return [
    renderVerdict(report, verdict),
    renderKeyFigures(report, verdict),
    html`<nav aria-label="Parts of the report">
      <ul>
        ${NAVIGATION.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
      </ul>
    </nav>`,
    // A reader of doubtful figures is told so before the figures.
    ...(report.doubts.length > 0 ? [doubts, promises] : [promises, doubts]),
    renderPlots(report),
    renderBrowsers(report),
    renderCosts(report),
    renderValidation(report),
    renderAdvice(report),
    renderComparison(report),
    renderRig(report),
    renderPhases(report),
    renderLimits(report),
  ];
}

/** No blank may stand between the tags and the script: the hash in the policy is that of every sign between them. */
function scriptElement(script: string): Html {
  return trusted(`<script>${script}</script>`);
}

/** Quotes stand in a policy's sources; inside a double-quoted attribute they may stay as they are. */
function escapeAttribute(policy: string): string {
  return escapeText(policy).replaceAll('&#39;', "'");
}
