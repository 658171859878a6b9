/** Two models of load: as many as can be (closed: each connection comes again when it was served), and so many a second (open). */
import { HttpConnection, type Target } from './http-connection.ts';
import { type Journey, type WayName, ways } from './ways.ts';

export type LoadPlan = Readonly<{
  target: Target;
  way: WayName;
  journey: Journey;
  connections: number;
  warmUpSeconds: number;
  seconds: number;
  /** Joins a second that come whatever is answered (Poisson); null: one after the other on each connection. */
  rate: number | null;
}>;

/** Of joins that were answered within the counted seconds; times in milliseconds. `clientSeconds`: of a processor, by the client itself. */
export type LoadResult = Readonly<{
  joins: number;
  perSecond: number;
  p50: number;
  p99: number;
  max: number;
  clientSeconds: number;
  failures: readonly string[];
}>;

export async function applyLoad(plan: LoadPlan): Promise<LoadResult> {
  const idle = Array.from({ length: plan.connections }, () => new HttpConnection(plan.target));
  const all = [...idle];
  const began = performance.now();
  const countsFrom = began + plan.warmUpSeconds * 1000;
  const endsAt = countsFrom + plan.seconds * 1000;
  const took: number[] = [];
  const failures: string[] = [];

  async function join(connection: HttpConnection, dueAt: number): Promise<void> {
    try {
      await ways[plan.way](connection, plan.journey);
      const now = performance.now();
      if (now >= countsFrom && now < endsAt) took.push(now - dueAt);
    } catch (error) {
      failures.push(String(error));
    }
  }

  if (plan.rate === null) {
    await Promise.all(
      all.map(async (connection) => {
        while (performance.now() < endsAt && failures.length < 20) await join(connection, performance.now());
      }),
    );
  } else {
    await arrive({ rate: plan.rate, endsAt, hasFailed: () => failures.length >= 20 }, { idle, join });
  }
  for (const connection of all) connection.close();
  const sorted = Float64Array.from(took).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  const { user, system } = process.cpuUsage();
  const clientSeconds = (user + system) / 1e6;
  return {
    joins: took.length,
    perSecond: took.length / plan.seconds,
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
    clientSeconds,
    failures,
  };
}

type Arrivals = Readonly<{ rate: number; endsAt: number; hasFailed(): boolean }>;
type Serving = Readonly<{ idle: HttpConnection[]; join(connection: HttpConnection, dueAt: number): Promise<void> }>;

/** Whoever finds no free connection waits for one, and that counts: each is timed from when it was due (no coordinated omission). */
async function arrive({ rate, endsAt, hasFailed }: Arrivals, { idle, join }: Serving): Promise<void> {
  const waiting: number[] = [];
  const running = new Set<Promise<void>>();
  const serve = (): void => {
    while (idle.length > 0 && waiting.length > 0) {
      const [connection, dueAt] = [idle.pop(), waiting.shift()];
      if (connection === undefined || dueAt === undefined) return;
      const one: Promise<void> = join(connection, dueAt).then(() => {
        running.delete(one);
        idle.push(connection);
        serve();
      });
      running.add(one);
    }
  };
  const gap = () => (-Math.log(1 - Math.random()) * 1000) / rate;
  let next = performance.now() + gap();
  while (performance.now() < endsAt && !hasFailed()) {
    for (; next <= performance.now(); next += gap()) waiting.push(next);
    serve();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  waiting.length = 0;
  await Promise.all(running);
}
