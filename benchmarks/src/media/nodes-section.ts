/**
 * What two media servers that share a Redis carry beside what one carries, each with the same share of the processors: viewers
 * come one after the other until the picture is late or packets are lost. Two that know nothing of each other are the control: what
 * they lose beside one, the machine took, and no clustering.
 */
import { mean, sum } from '../../../loadtests/src/statistics.ts';
import { interleave } from '../interleave.ts';
import type { Section } from '../report.ts';
import { spreadOf } from '../statistics.ts';
import { promises } from '../verdict.ts';
import { startMediaSite } from './media-site.ts';
import { limitCores } from './quota.ts';
import { runWebinars, type Second, type Watched, type WebinarLoad } from './webinars.ts';

/** As the load kit promises of a webinar. */
const LATE_MS = 200;
const LOST = 0.005;
/** So many seconds in a row are no hiccup. */
const IN_A_ROW = 3;
const LEAST_IDLE = 0.1;

type Options = Readonly<{
  load: WebinarLoad;
  rounds: number;
  /** Of one core, for each server: two of them leave the generator what it needs. */
  quota: number;
  say: (line: string) => void;
}>;
type Carried = Readonly<{ viewers: number; cores: number; idle: number }>;

export async function nodesSection({ load, rounds, quota, say }: Options): Promise<Section> {
  const carry = async (count: number, shares: 'redis' | 'nothing'): Promise<Carried> => {
    const site = await startMediaSite('ours', { count, shares }, load.env);
    const release = site.nodes.map(({ pid }) => limitCores(pid, quota));
    try {
      return carried(await runWebinars(site.nodes, load));
    } finally {
      await site.stop();
      for (const end of release) await end();
    }
  };
  const subjects = { one: () => carry(1, 'nothing'), apart: () => carry(2, 'nothing'), two: () => carry(2, 'redis') };
  const runs = await interleave(subjects, rounds, (name, round, one) =>
    say(`round ${round}, ${name}: ${shown([one]).join('; ')}`),
  );
  const viewers = (all: readonly Carried[]) => spreadOf(all.map((one) => one.viewers)).median;
  return {
    tables: [
      {
        title: `Largest clean webinars, each server with ${quota} of a core (cgroup quota), ${rounds} rounds in turns`,
        columns: ['media servers', 'viewers', 'cores used', 'viewers a core', 'least idle of the machine'],
        rows: [
          ['1', ...shown(runs.one)],
          ['2, each for itself (control)', ...shown(runs.apart)],
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
      {
        promise: 'two apart to two of one Redis: viewers',
        measured: viewers(runs.apart) / viewers(runs.two),
        atMost: promises.media.nodes,
        unit: 'times',
      },
    ],
  };
}

/** Of each server what it carried until its own picture was late; the others are loaded on meanwhile. */
function carried({ all, each }: Watched): Carried {
  const ends = each.map(endOf);
  const idle = Math.min(...all.slice(0, Math.max(...ends)).map((second) => second.idle));
  if (idle < LEAST_IDLE)
    throw new RangeError(`the machine was at its limit (${(idle * 100).toFixed(0)} % idle), not the servers`);
  const last = each.map((seconds, at) => seconds.slice(0, ends[at]).slice(-IN_A_ROW));
  return {
    viewers: sum(last.map((seconds) => seconds.at(-1)?.viewers ?? 0)),
    cores: sum(last.map((seconds) => mean(seconds.map(({ servers }) => servers)))),
    idle,
  };
}

/** @returns the place of the first second that was not clean. @throws RangeError where there is none */
function endOf(seconds: readonly Second[]): number {
  const isBad = ({ delayP95Ms, loss }: Second) => (delayP95Ms ?? 0) > LATE_MS || loss > LOST;
  const end = seconds.findIndex((_, at) => {
    const row = seconds.slice(at, at + IN_A_ROW);
    return row.length === IN_A_ROW && row.every(isBad);
  });
  if (end < 0) throw new RangeError('it was clean to the end: let more viewers come');
  if (end === 0) throw new RangeError('it was late from the beginning');
  return end;
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
