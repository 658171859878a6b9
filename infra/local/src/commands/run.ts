import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { Fault } from '../fault.ts';
import { checkout } from '../instance/home.ts';

/** `run prettier --write .`: any tool of the repository, with the pinned runtime and the packages brought first. */
export async function run([tool, ...args]: readonly string[]): Promise<number> {
  if (tool === undefined) throw new Fault('run', 'it needs the name of a tool', 'for example: run prettier --check .');
  const path = [join(checkout, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const child = spawn(tool, args, { stdio: 'inherit', env: { ...process.env, PATH: path } });
  return new Promise((resolve, reject) => {
    child.once('error', () => reject(new Fault('run', `there is no tool "${tool}"`, 'look into node_modules/.bin')));
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
