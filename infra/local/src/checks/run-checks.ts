import { messageOf } from '../fault.ts';
import { lastLines } from '../process/log-file.ts';
import { seconds, type Terminal } from '../terminal/terminal.ts';
import type { Check, Outcome } from './check.ts';
import { closingLine, oneFailed, sum, tallyInWords, type Tally } from './tally.ts';

/** Checks that may run side by side, at most so many at once. */
export type Stage = Readonly<{ atOnce: number; checks: readonly Check[] }>;

const shownLines = 300;
const stillAtItMs = 60_000;

/**
 * Runs every stage whatever failed before it, and ends with the one line that counts all. Cut short by the signal it
 * counts what it has, and one failure for what it has not.
 */
export async function runChecks(stages: readonly Stage[], terminal: Terminal, signal: AbortSignal): Promise<number> {
  const since = performance.now();
  const outcomes: Outcome[] = [];
  for (const stage of stages) await runStage(stage, { terminal, signal, outcomes });
  if (!signal.aborted) for (const outcome of outcomes.filter(({ tally }) => tally.failed > 0)) show(outcome, terminal);
  const counted = sum(outcomes.map(({ tally }) => tally));
  const total = signal.aborted ? sum([counted, oneFailed]) : counted;
  terminal.line(`\n${signal.aborted ? 'Cut short after' : 'Took'} ${seconds(performance.now() - since)}.`);
  return conclude(total, terminal);
}

/** Says the last word of a run. @returns its exit code: nothing run at all is a failure */
export function conclude(total: Tally, terminal: Terminal): number {
  if (total.skipped > 0) terminal.line(`${total.skipped} skipped`);
  terminal.line(closingLine(total));
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

type Run = Readonly<{ terminal: Terminal; signal: AbortSignal; outcomes: Outcome[] }>;

async function runStage({ atOnce, checks }: Stage, run: Run): Promise<void> {
  const waiting = [...checks];
  const lane = async () => {
    while (!run.signal.aborted) {
      const check = waiting.shift();
      if (check === undefined) return;
      await runOne(check, run);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function runOne(check: Check, { terminal, signal, outcomes }: Run): Promise<void> {
  const since = performance.now();
  const timer = setInterval(
    () => terminal.entry('going', check.name, `still at it after ${seconds(performance.now() - since)}`),
    stillAtItMs,
  );
  try {
    const outcome = await outcomeOf(check, signal);
    // What a signal has ended has neither passed nor failed.
    if (signal.aborted) return;
    outcomes.push(outcome);
    const { tally, tookMs, how } = outcome;
    terminal.entry(
      tally.failed === 0 ? 'done' : 'failed',
      check.name,
      `${seconds(tookMs).padStart(8)}  ${tallyInWords(tally)}${how === '' ? '' : `  (${how})`}`,
    );
  } finally {
    clearInterval(timer);
  }
}

/** A check that falls over is a failed one, and the rest is still run. */
async function outcomeOf(check: Check, signal: AbortSignal): Promise<Outcome> {
  const since = performance.now();
  try {
    return await check.run(signal);
  } catch (error) {
    return { name: check.name, tally: oneFailed, tookMs: performance.now() - since, how: messageOf(error), logFile: '' };
  }
}

function show({ name, logFile }: Outcome, terminal: Terminal): void {
  terminal.line(`\n${terminal.strong(`── ${name} ──`)}  ${logFile}`);
  for (const line of lastLines(logFile, shownLines)) terminal.line(line);
}
