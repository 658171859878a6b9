import { connect } from '@sabha/db/connect';
import { countPasses } from './recorded.ts';
import type { Instance } from '../../../infra/local/src/instance/start-instance.ts';
import type { Section } from '../report.ts';
import { type Spread, spreadOf } from '../statistics.ts';
import { promises } from '../verdict.ts';
import type { BareServer } from './bare-server.ts';
import { FIRST, pin, SECOND, secondsUsed } from './cores.ts';
import type { LiveWebinar } from './live-webinar.ts';
import type { LoadPlan } from './load.ts';
import type { PinnedPortal } from './pinned-portal.ts';
import { type Measured, runLoad } from './run-load.ts';
import type { WayName } from './ways.ts';

type Stage = Readonly<{
  instance: Instance;
  webinar: LiveWebinar;
  portal: PinnedPortal;
  bare: BareServer;
  say: (line: string) => void;
}>;
type Options = Readonly<{ way: WayName; rounds: number; seconds: number; connections: number }>;

/**
 * Of a round: joins as many as can be; then at seven tenths of what is promised (`eased`), and of what was reached (`steep`); and what a
 * join cost the processors of portal and database.
 */
type Round = Readonly<{ full: Measured; eased: Measured; steep: Measured; portalMs: number; databaseMs: number }>;

const EASED = 0.7;

export async function joinPathSection(stage: Stage, options: Options): Promise<Section> {
  const { instance, say } = stage;
  const database = instance.part('database').pid ?? 0;
  const runs = { bare: [] as Measured[], beside: [] as Round[], shared: [] as Round[] };
  for (let round = 0; round <= options.rounds; round += 1) {
    const isCounted = round > 0; // the first warms up
    const bare = await runLoad(planOf(stage, { ...options, way: 'bare' }), SECOND);
    pin(database, SECOND);
    const beside = await measure(stage, { ...options, msEach: promises.joinPath.besideMsEach });
    pin(database, FIRST);
    const shared = await measure(stage, { ...options, msEach: promises.joinPath.sharedMsEach });
    say(`round ${round}: bare ${line(bare)}; beside ${roundLine(beside)}; shared ${roundLine(shared)}`);
    if (!isCounted) continue;
    runs.bare.push(bare);
    runs.beside.push(beside);
    runs.shared.push(shared);
  }
  const floor = spreadOf(runs.bare.map(({ perSecond }) => perSecond));
  return {
    tables: [
      {
        title: `Joins a second, ${options.way}, ${options.connections} connections, ${options.rounds} rounds of ${options.seconds} s`,
        columns: [
          '',
          'joins a second',
          'p50 / p99',
          'at 70 % of the promise: p50 / p99',
          'at 70 % of that: p50 / p99',
          'ratio to bare',
          'portal, database: ms of a core each',
          'others on the machine',
        ],
        rows: [
          ['bare: signs a token, checks nothing', rate(floor), quantiles(runs.bare), '', '', '1.00', '', othersIn(runs.bare)],
          row('portal on one core, database beside it', runs.beside, floor),
          row('portal and database on one core', runs.shared, floor),
        ],
      },
    ],
    checks: [
      ...checksOf('portal on one core, database beside it', runs.beside, promises.joinPath.besideMsEach),
      ...checksOf('portal and database on one core', runs.shared, promises.joinPath.sharedMsEach),
    ],
  };
}

function planOf({ instance, webinar, bare }: Stage, { way, seconds, connections }: Omit<Options, 'rounds'>): LoadPlan {
  const { env } = instance;
  const target = way === 'bare' ? bare.target : { host: '127.0.0.1', port: Number(env.PORT) };
  const journey = { origin: env.PUBLIC_URL, joinCode: webinar.joinCode };
  return { target, way, journey, connections, warmUpSeconds: 2, seconds, rate: null };
}

async function measure(stage: Stage, options: Options & Readonly<{ msEach: number }>): Promise<Round> {
  const { instance, webinar, portal } = stage;
  const { db, close } = connect(instance.env.DATABASE_URL, 1);
  try {
    const [passes, portalUsed, databaseUsed] = [
      await countPasses(db, webinar.meetingId),
      secondsUsed(portal.pid),
      secondsUsed(instance.part('database').pid ?? 0),
    ];
    const full = await runLoad(planOf(stage, options), SECOND);
    const joined = (await countPasses(db, webinar.meetingId)) - passes;
    if (joined < full.joins) throw new Error(`${full.joins} joins were answered and ${joined} stand in the trail`);
    const portalMs = ((secondsUsed(portal.pid) - portalUsed) / joined) * 1000;
    const databaseMs = ((secondsUsed(instance.part('database').pid ?? 0) - databaseUsed) / joined) * 1000;
    const atRate = (rate: number) => runLoad({ ...planOf(stage, options), connections: 512, rate: rate * EASED }, SECOND);
    return { full, eased: await atRate(1000 / options.msEach), steep: await atRate(full.perSecond), portalMs, databaseMs };
  } finally {
    await close();
  }
}

const rate = ({ median, min, max }: Spread) => `${Math.round(median)} (${Math.round(min)} / ${Math.round(max)})`;
const medianOf = <T>(runs: readonly T[], value: (run: T) => number): number => spreadOf(runs.map(value)).median;
const quantiles = (runs: readonly Measured[]) =>
  `${medianOf(runs, ({ p50 }) => p50).toFixed(1)} ms / ${medianOf(runs, ({ p99 }) => p99).toFixed(1)} ms`;

const othersIn = (runs: readonly Measured[]) => `${Math.round(medianOf(runs, ({ others }) => others) * 100)} %`;

function row(name: string, rounds: readonly Round[], floor: Spread): readonly string[] {
  const spread = spreadOf(rounds.map(({ full }) => full.perSecond));
  const costs = `${medianOf(rounds, ({ portalMs }) => portalMs).toFixed(2)}, ${medianOf(rounds, ({ databaseMs }) => databaseMs).toFixed(2)}`;
  const [full, eased, steep] = [rounds.map((one) => one.full), rounds.map((one) => one.eased), rounds.map((one) => one.steep)];
  return [
    name,
    rate(spread),
    quantiles(full),
    quantiles(eased),
    quantiles(steep),
    (spread.median / floor.median).toFixed(2),
    costs,
    othersIn([...full, ...eased, ...steep]),
  ];
}

function checksOf(name: string, rounds: readonly Round[], msEach: number): Section['checks'] {
  return [
    {
      promise: `${name}: time between two joins`,
      measured: 1000 / medianOf(rounds, ({ full }) => full.perSecond),
      atMost: msEach,
      unit: 'ms',
    },
    {
      promise: `${name}: p99 at 70 % of the promised rate`,
      measured: medianOf(rounds, ({ eased }) => eased.p99),
      atMost: promises.joinPath.easedP99Ms,
      unit: 'ms',
    },
  ];
}

const line = ({ perSecond, p50, p99, others }: Measured) =>
  `${Math.round(perSecond)}/s p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} (others ${Math.round(others * 100)} %)`;
const roundLine = ({ full, eased, steep, portalMs, databaseMs }: Round) =>
  `${line(full)}, eased ${line(eased)}, steep ${line(steep)}, portal ${portalMs.toFixed(2)} database ${databaseMs.toFixed(2)} ms`;
