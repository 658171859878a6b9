/** `node loadtests/capacity/bin/capacity.ts --help` */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand, usage } from '../src/command.ts';
import { committedFiles, InputFault } from '../src/read-inputs.ts';

const page = join(import.meta.dirname, '..', '..', '..', 'docs', 'capacity.md');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    measured: { type: 'string', default: committedFiles.measured },
    demand: { type: 'string', default: committedFiles.demand },
    prices: { type: 'string', default: committedFiles.prices },
    figures: { type: 'string', default: committedFiles.figures },
    policy: { type: 'string', default: committedFiles.policy },
    scenario: { type: 'string' },
    participants: { type: 'string' },
    cores: { type: 'string', default: '2' },
    shared: { type: 'boolean', default: false },
    'hold-out': { type: 'string' },
    seed: { type: 'string', default: '1' },
    says: { type: 'string', default: 'load' },
    clusters: { type: 'string', default: '1' },
    spares: { type: 'string', default: '1' },
    lose: { type: 'string' },
    from: { type: 'string', default: '00:00' },
    to: { type: 'string', default: '24:00' },
    json: { type: 'boolean', default: false },
    'write-docs': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help || positionals.length !== 1) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
try {
  const { text, exitCode, pageText } = await runCommand(positionals[0] ?? '', {
    ...values,
    holdOut: values['hold-out'],
    writeDocs: values['write-docs'],
  });
  if (pageText !== null) await writeFile(page, pageText);
  console.log(text);
  process.exitCode = exitCode;
} catch (error) {
  if (!(error instanceof InputFault || error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
