/** Whether a part of the platform holds more and more memory while the load stays the same. */
import type { PromiseResult } from '../report/report.ts';
import type { RigSample } from '../rig/sampler.ts';

/** Resident memory at the end of the steady load by that at its beginning. A leak goes on; a heap that finds its size does not. */
const MOST = 1.25;
/** Below this a megabyte more is a large share of little. */
const NOTHING_BYTES = 32e6;
/** A shorter time tells warm-up from a leak by luck. */
const LEAST_SECONDS = 600;

/**
 * @param samples of the time in which the load stayed the same, one a second
 * @param parts of the platform. The database is left out: each of its processes counts the buffers that they all share.
 * @returns null where that time is too short to tell
 */
export function promiseOfMemory(
  scenario: string,
  samples: readonly RigSample[],
  parts: ReadonlySet<string>,
): PromiseResult | null {
  const quarter = Math.floor(samples.length / 4);
  if (samples.length < LEAST_SECONDS) return null;
  const [first, last] = [samples.slice(0, quarter), samples.slice(-quarter)];
  const gone = [...parts].filter((name) => samples.some(({ residentBytes }) => residentBytes[name] === undefined));
  const growths = [...parts].flatMap((name) => {
    const [before, after] = [highestOf(name, first), highestOf(name, last)];
    return name === 'database' || gone.includes(name)
      ? []
      : [{ name, ratio: Math.max(after, NOTHING_BYTES) / Math.max(before, NOTHING_BYTES) }];
  });
  const worst = growths.toSorted((one, other) => other.ratio - one.ratio)[0];
  return {
    id: 'memory.grows',
    scenario,
    sentence: `While the load stays the same, no part's memory grows by more than a quarter${whichOf(gone, worst?.name)}`,
    metric: 'highest resident memory, last quarter / first',
    bound: `ratio<=${MOST}`,
    unit: '',
    value: worst?.ratio ?? null,
    samples: growths.length,
    met: gone.length === 0 && worst !== undefined && worst.ratio <= MOST,
  };
}

/** A heap breathes: collections leave valleys that say nothing, while a leak raises what it is at its highest. */
const highestOf = (name: string, samples: readonly RigSample[]): number =>
  Math.max(...samples.map(({ residentBytes }) => residentBytes[name] ?? 0));

/** What began anew holds nothing yet: whoever was away for a second has shown nothing. */
function whichOf(gone: readonly string[], most: string | undefined): string {
  if (gone.length > 0) return ` (${gone.join(', ')}: not there all the time)`;
  return most === undefined ? '' : ` (most: ${most})`;
}
