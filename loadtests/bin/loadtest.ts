/** `npm run loadtest -- --profile smoke`: loads a platform and ends with a verdict. */
import { join } from 'node:path';
import { Fault } from '../../infra/local/src/fault.ts';
import { readArguments, Refusal, usage } from '../src/command/arguments.ts';
import { renderText } from '../src/report/render-text.ts';
import { run } from '../src/run/run.ts';
import { exitCodes } from '../src/verdict/outcome.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);
const ending = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ending.abort(new Refusal(`ended by ${name}`)));

try {
  const { report, folder } = await run(readArguments(process.argv.slice(2)), { say, signal: ending.signal });
  console.log(renderText(report, { path: join(folder, 'report.html'), columns: process.stdout.columns || 100 }));
  process.exitCode = exitCodes[report.outcome];
} catch (error) {
  if (error instanceof Refusal) say(`✗ ${error.message}\n${usage}`);
  else if (error instanceof Fault) say(`✗ ${error.line}`);
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = exitCodes['not valid']; // 1, Node's own for what nobody caught, would say that a promise was broken
}
