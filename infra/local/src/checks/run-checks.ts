import { lastLines } from '../process/log-file.ts';
import { seconds, type Terminal } from '../terminal/terminal.ts';
import type { Check, Outcome } from './check.ts';
import { closingLine, sum } from './tally.ts';

/** Checks that may run side by side, at most so many at once. */
export type Stage = Readonly<{ atOnce: number; checks: readonly Check[] }>;

const shownLines = 300;
const stillAtItMs = 60_000;

/** Runs every stage whatever failed before it, and ends with the one line that counts all. */
export async function runChecks(stages: readonly Stage[], terminal: Terminal, signal: AbortSignal): Promise<number> {
  const since = performance.now();
  const outcomes: Outcome[] = [];
  for (const stage of stages) outcomes.push(...(await runStage(stage, terminal, signal)));
  for (const outcome of outcomes.filter(({ tally }) => tally.failed > 0)) show(outcome, terminal);
  const total = sum(outcomes.map(({ tally }) => tally));
  terminal.line(`\nTook ${seconds(performance.now() - since)}.`);
  terminal.line(closingLine(total));
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

async function runStage({ atOnce, checks }: Stage, terminal: Terminal, signal: AbortSignal): Promise<readonly Outcome[]> {
  const waiting = [...checks];
  const outcomes: Outcome[] = [];
  const lane = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift())
      outcomes.push(await runOne(check, terminal, signal));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return outcomes;
}

async function runOne(check: Check, terminal: Terminal, signal: AbortSignal): Promise<Outcome> {
  const since = performance.now();
  const timer = setInterval(
    () => terminal.entry('going', check.name, `still at it after ${seconds(performance.now() - since)}`),
    stillAtItMs,
  );
  try {
    const outcome = await check.run(signal);
    const { tally, tookMs, how } = outcome;
    terminal.entry(
      tally.failed === 0 ? 'done' : 'failed',
      check.name,
      `${seconds(tookMs).padStart(8)}  ${closingLine(tally)}${how === '' ? '' : `  (${how})`}`,
    );
    return outcome;
  } finally {
    clearInterval(timer);
  }
}

function show({ name, logFile }: Outcome, terminal: Terminal): void {
  terminal.line(`\n${terminal.strong(`── ${name} ──`)}  ${logFile}`);
  for (const line of lastLines(logFile, shownLines)) terminal.line(line);
}
