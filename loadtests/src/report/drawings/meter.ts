import { parseBound } from '../bound.ts';
import { nothing, trusted, type Html } from '../escape.ts';
import { isMeasured } from '../figures.ts';
import type { PromiseResult } from '../report.ts';
import { isKept } from '../../verdict/outcome.ts';

/** Where the bound stands on the bar, of 100; a figure far beyond it is cut off at the end. */
const BOUND_AT = 66;

/** How much of the bound the figure uses up: a bar with the bound as a stroke across it. */
export function drawMeter(promise: PromiseResult): Html {
  const bound = parseBound(promise.bound);
  if (bound === null || !isMeasured(promise.value) || bound.limit < 0) return nothing;
  const share = bound.limit === 0 ? (promise.value > 0 ? 2 : 0) : promise.value / bound.limit;
  const width = Math.min(100, Math.max(0, share * BOUND_AT)).toFixed(1);
  return trusted(
    `<svg class="meter ${isKept(promise) ? 'met' : 'not-met'}" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">` +
      `<rect class="track" y="4" width="100" height="6" rx="1.5"/><rect class="bar" y="4" width="${width}" height="6" rx="1.5"/>` +
      `<path class="limit" d="M${BOUND_AT} 0v14" vector-effect="non-scaling-stroke"/></svg>`,
  );
}
