/**
 * What two media servers that share a Redis carry beside what one carries, each with the same share of the processors: viewers
 * come one after the other until the picture is late or packets are lost.
 */
import { interleave } from '../interleave.ts';
import type { Section } from '../report.ts';
import { spreadOf } from '../statistics.ts';
import { promises } from '../verdict.ts';
import { startMediaSite } from './media-site.ts';
import { limitCores } from './quota.ts';
import { runWebinars, type Second, type WebinarLoad } from './webinars.ts';

/** Of one core, for each server: two of them leave the generator what it needs. */
export const QUOTA = 0.25;
/** As the load kit promises of a webinar. */
const LATE_MS = 200;
const LOST = 0.005;
/** So many seconds in a row are no hiccup. */
const IN_A_ROW = 3;
const LEAST_IDLE = 0.1;

type Options = Readonly<{ load: WebinarLoad; rounds: number; say: (line: string) => void }>;
type Carried = Readonly<{ viewers: number; cores: number; idle: number }>;

export async function nodesSection({ load, rounds, say }: Options): Promise<Section> {
  const carry = async (count: number): Promise<Carried> => {
    const site = await startMediaSite('ours', count, load.env);
    const release = site.nodes.map(({ pid }) => limitCores(pid, QUOTA));
    try {
      return carried(await runWebinars(site.nodes, load));
    } finally {
      await site.stop();
      for (const end of release) await end();
    }
  };
  const runs = await interleave({ one: () => carry(1), two: () => carry(2) }, rounds, (name, round, one) =>
    say(`round ${round}, ${name}: ${shown([one]).join('; ')}`),
  );
  const viewers = (all: readonly Carried[]) => spreadOf(all.map((one) => one.viewers)).median;
  return {
    tables: [
      {
        title: `Largest clean webinars, each server with ${QUOTA} of a core (cgroup quota), ${rounds} rounds in turns`,
        columns: ['media servers', 'viewers', 'cores used', 'viewers a core', 'least idle of the machine'],
        rows: [
          ['1', ...shown(runs.one)],
          ['2, one Redis', ...shown(runs.two)],
        ],
      },
    ],
    checks: [
      {
        promise: 'one server to two: viewers, doubled',
        measured: (2 * viewers(runs.one)) / viewers(runs.two),
        atMost: promises.media.nodes,
        unit: 'times',
      },
    ],
  };
}

function carried(seconds: readonly Second[]): Carried {
  const isBad = ({ delayP95Ms, loss }: Second) => (delayP95Ms ?? 0) > LATE_MS || loss > LOST;
  const end = seconds.findIndex((_, at) => {
    const row = seconds.slice(at, at + IN_A_ROW);
    return row.length === IN_A_ROW && row.every(isBad);
  });
  const last = seconds[end - 1];
  if (last === undefined) throw new RangeError('it was clean to the end: let more viewers come');
  const idle = Math.min(...seconds.slice(0, end).map((second) => second.idle));
  if (idle < LEAST_IDLE)
    throw new RangeError(`the machine was at its limit (${(idle * 100).toFixed(0)} % idle), not the servers`);
  return { viewers: last.viewers, cores: last.servers, idle };
}

function shown(runs: readonly Carried[]): readonly string[] {
  const show = (value: (run: Carried) => number, digits: number) => {
    const { median, min, max } = spreadOf(runs.map(value));
    return `${median.toFixed(digits)} (${min.toFixed(digits)} / ${max.toFixed(digits)})`;
  };
  return [
    show(({ viewers }) => viewers, 0),
    show(({ cores }) => cores, 2),
    show(({ viewers, cores }) => viewers / cores, 0),
    `${show(({ idle }) => idle * 100, 0)} %`,
  ];
}
