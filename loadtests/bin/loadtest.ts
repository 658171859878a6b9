/** `npm run loadtest -- --profile smoke`: loads a platform and ends with a verdict. */
import { join } from 'node:path';
import { Fault } from '../../infra/local/src/fault.ts';
import { readArguments, Refusal, usage, type PartWish, type Wish } from '../src/command/arguments.ts';
import { runPart } from '../src/parts/run-part.ts';
import type { Outcome } from '../src/report/report.ts';
import { renderText } from '../src/report/render-text.ts';
import { run } from '../src/run/run.ts';
import { exitCodes } from '../src/verdict/outcome.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);
const ending = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ending.abort(new Refusal(`ended by ${name}`)));

try {
  const asked = readArguments(process.argv.slice(2));
  process.exitCode = exitCodes['part' in asked ? await takePart(asked) : await load(asked)];
} catch (error) {
  if (error instanceof Refusal) say(`✗ ${error.message}\n${usage}`);
  else if (error instanceof Fault) say(`✗ ${error.line}`);
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = exitCodes['not valid']; // 1, Node's own for what nobody caught, would say that a promise was broken
}

async function load(wish: Wish): Promise<Outcome> {
  const { report, folder } = await run(wish, { say, signal: ending.signal });
  console.log(renderText(report, { path: join(folder, 'report.html'), columns: process.stdout.columns || 100 }));
  return report.outcome;
}

async function takePart(wish: PartWish): Promise<Outcome> {
  const { outcome, summary, doubts } = await runPart(wish, { say, signal: ending.signal });
  for (const { kind, sentence } of doubts) console.log(`${kind}: ${sentence}`);
  for (const { sentence, samples, met } of summary?.promises ?? [])
    console.log(`${samples === 0 ? '–' : met ? '✓' : '✗'} ${sentence} (${samples} samples)`);
  console.log(`part ${wish.part.number} of ${wish.part.of}: ${outcome}; the verdict on the whole is the coordinator's`);
  return outcome;
}
