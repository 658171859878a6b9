/**
 * The gated figures: what a phase took of the platform for each piece of its work. By them two runs of one commit
 * are held to agree; a p95 of some milliseconds is judged by its promise alone.
 */
import type { Measurement } from '@sabha/capacity/measurement';
import { measure, measureSpan, type Measured } from './measure.ts';
import type { Cost, Rig } from './report.ts';
import { sliced } from './spread.ts';
import { slicesOf, steadySpan } from './steady-span.ts';

type Kind = Readonly<{ id: string; what: string; unit: string; of(measurement: Measurement): number | null }>;

const kinds: readonly Kind[] = [
  {
    id: 'media-cpu-per-participant',
    what: 'CPU of the media servers per participant',
    unit: 'm-cores',
    of: ({ media, participants }) => share(media?.millicores, participants),
  },
  {
    id: 'media-cpu-per-packet',
    what: 'CPU of the media servers per forwarded packet',
    unit: 'µs',
    // A thousandth of a core is a thousand µs in each second.
    of: ({ media }) => share(media?.millicores, media?.packetsOutPerSecond, 1000),
  },
  {
    id: 'media-memory-per-participant',
    what: 'Memory of the media servers per participant',
    unit: 'MB',
    of: ({ media, participants }) => share(media?.memoryBytes, participants, 1e-6),
  },
  {
    id: 'portal-cpu-per-join',
    what: 'CPU of the portal per join a second',
    unit: 'm-cores',
    of: ({ portal }) => share(portal?.millicores, portal?.joinsPerSecond),
  },
  {
    id: 'database-cpu-per-join',
    what: 'CPU of the database per join a second',
    unit: 'm-cores',
    of: ({ database, portal }) => share(database?.millicores, portal?.joinsPerSecond),
  },
];

/** None where the steady time was too short to be measured. */
export function costsOf(run: Measured, rig: Rig): readonly Cost[] {
  const whole = measure(run, rig);
  const span = steadySpan(run.series);
  if (whole === null || span === null) return [];
  const slices = slicesOf(span).map((slice) => measureSpan(run, rig, slice));
  return kinds.flatMap(({ id, what, unit, of }) => {
    const value = of(whole);
    if (value === null) return [];
    const spread = sliced(slices.flatMap((slice) => of(slice) ?? []));
    const { scenario, phase, isHeld } = run;
    return [{ id: `${scenario}.${id}`, scenario, phase, what, unit, value, isHeld, ...spread }];
  });
}

/** null where either is nothing: a process that used nothing at all was not seen. */
function share(used: number | undefined, pieces: number | undefined, scale = 1): number | null {
  if (used === undefined || pieces === undefined || used <= 0 || pieces <= 0) return null;
  return (used / pieces) * scale;
}
