/**
 * Which figure of one run is the same as which of another. Never by where in the run it was: with `--only`, the third phase is
 * another one.
 */
import type { Baseline } from './baseline.ts';

/** Each thing by its name in every run: what `keyOf` says of it, and its place among those of which it says the same. */
export function byName<T>(things: readonly T[], keyOf: (thing: T) => string): ReadonlyMap<string, T> {
  const seen = new Map<string, number>();
  return new Map(
    things.map((thing) => {
      const key = keyOf(thing);
      const place = (seen.get(key) ?? 0) + 1;
      seen.set(key, place);
      return [`${key}, ${place}`, thing];
    }),
  );
}

type Sized = Pick<Baseline, 'runId' | 'measurements'>;

/**
 * The scenario of a phase, without the number that it has in this run and with who was in its rooms, as a cost names its phase.
 * Where no room was weighed nothing tells of sizes: there it is the scenario alone.
 * @param phase '03-webinar'
 */
export function stepOf(phase: string, { runId, measurements }: Sized): string {
  const scenario = phase.replace(/^\d+-/, '');
  const weighed = measurements.find(({ id }) => id === `${runId}/${phase}`);
  return weighed === undefined ? scenario : `${scenario}, ${weighed.participants} in ${weighed.rooms}`;
}
