/** `npm run loadtest -- --profile smoke`: loads a platform and ends with a verdict. */
import { readArguments, Refusal, usage } from '../src/command/arguments.ts';
import { run } from '../src/run/run.ts';
import { exitCodes } from '../src/verdict/outcome.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);
const ending = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ending.abort(new Refusal(`ended by ${name}`)));

try {
  const { report, folder } = await run(readArguments(process.argv.slice(2)), { say, signal: ending.signal });
  for (const { scenario, sentence, value, unit, bound, met } of report.promises)
    console.log(`${met ? '✓' : '✗'} ${scenario}: ${sentence}: ${value ?? 'nothing measured'} ${unit} (${bound})`);
  for (const { kind, phase, sentence } of report.doubts) console.log(`? ${phase ?? 'run'}: ${kind}: ${sentence}`);
  console.log(`${report.outcome}; ${folder}/report.json`);
  process.exitCode = exitCodes[report.outcome];
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  say(`✗ ${error.message}\n${usage}`);
  process.exitCode = 2;
}
