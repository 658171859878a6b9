/** The first of several generators: it sets the instant, runs its own part, and waits for what the others leave. */
import { randomUUID } from 'node:crypto';
import type { Step } from '../run/profiles.ts';
import { thisMachine } from './machine.ts';
import { PLAN_FORMAT, untilBegin, writePlan, type Plan } from './plan.ts';
import { presenceOf } from './presence.ts';
import { readRecord, samplesFileOf, type Found } from './record.ts';
import { wait } from './wait.ts';
import type { PartEnd } from './join.ts';

export type Parts = Readonly<{
  of: number;
  /** Between the plan and the load: the others have to get the folder meanwhile. */
  leadSeconds: number;
  /** After the own part's end, for what the others leave. */
  waitSeconds: number;
  /** `buildDigest` of this checkout. */
  build: string;
}>;

type Ways = Readonly<{ folder: string; signal: AbortSignal; own(pid: number, name: string): void; say(line: string): void }>;

/** Writes the plan and answers when the load begins. Who stands ready on this machine is ours from then on, and not foreign load. */
export async function beginTogether({ of, leadSeconds, build }: Parts, step: Step, ways: Ways): Promise<Plan> {
  const { folder, signal, say } = ways;
  const beginsAt = new Date(Date.now() + leadSeconds * 1000).toISOString();
  const { scenario, sizes } = step;
  const [id, machine] = [randomUUID(), await thisMachine()];
  const plan: Plan = { format: PLAN_FORMAT, id, build, scenario, sizes, parts: of, beginsAt, machine };
  await writePlan(folder, plan);
  say(`  part 1 of ${of} begins at ${beginsAt}; the others: npm run loadtest -- --part 2/${of} --stage ${folder}`);
  await wait(untilBegin(plan, Date.now()), signal);
  for (const number of others(of)) {
    const presence = await presenceOf(folder, number, plan.id);
    if (presence?.machine === plan.machine) ways.own(presence.pid, `part ${number}`);
    say(`  part ${number} ${presence === undefined ? 'is not seen here' : 'stands ready'}`);
  }
  return plan;
}

export type Others = Readonly<{ ends: readonly PartEnd[]; samplesFiles: readonly string[] }>;

/** Waits for the others, so long as was said. Whose record is not whole by then is missing, and that is a doubt. */
export async function awaitOthers({ id, parts }: Plan, waitSeconds: number, ways: Ways): Promise<Others> {
  const { folder, signal, say } = ways;
  const until = performance.now() + waitSeconds * 1000;
  const look = async () =>
    Promise.all(others(parts).map(async (number) => ({ number, ...(await readRecord(folder, number, id)) })));
  let found = await look();
  const missing = () => found.filter(({ record }) => record === undefined).map(({ number }) => number);
  if (missing().length > 0) say(`  waiting at most ${waitSeconds} s for what other parts leave: ${missing().join(', ')}`);
  while (missing().length > 0 && performance.now() < until) {
    await wait(250, signal);
    found = await look();
  }
  return {
    ends: found.map((one) => endOf(one, waitSeconds)),
    samplesFiles: found.flatMap(({ number, record }) => (record === undefined ? [] : [samplesFileOf(folder, number)])),
  };
}

const others = (of: number): readonly number[] => Array.from({ length: of - 1 }, (_, at) => at + 2);

function endOf(found: Found & Readonly<{ number: number }>, waitSeconds: number): PartEnd {
  const { number, record } = found;
  if (record !== undefined) return { number, summary: record.summary ?? undefined, doubts: record.doubts };
  const sentence = `nothing of it after ${waitSeconds} s: ${found.why}`;
  return { number, summary: undefined, doubts: [{ kind: 'load not reached', phase: null, sentence }] };
}
