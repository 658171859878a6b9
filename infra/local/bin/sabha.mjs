#!/usr/bin/env node
// The entry of every command. It runs on whatever Node the machine has, so it is plain JavaScript and imports nothing
// that has to be installed: it brings the pinned runtime and the packages, and hands over.
import { handOver } from './hand-over.mjs';
import { bringPackages, packagesAreComplete } from './packages.mjs';
import { bringRuntime } from './runtime.mjs';
import { Refusal, say } from './terminal.mjs';

const commands = new Set(['start', 'dev', 'status', 'reset', 'test', 'check', 'run']);
/** These end with a line that counts, whatever becomes of them; once handed over, the other side writes it. */
const counters = new Set(['test', 'check']);
/** These look at what is there, or take it away; they never install anything. */
const lookers = new Set(['status', 'reset']);

const [command = 'start', ...args] = process.argv.slice(2);

try {
  if (!commands.has(command)) throw new Refusal(`there is no command "${command}"`, `use one of ${[...commands].join(', ')}`);
  const node = await bringRuntime();
  if (!lookers.has(command)) await bringPackages(node);
  else if (!packagesAreComplete()) throw new Refusal('nothing is installed yet', 'run `npm start` first');
  process.exitCode = await handOver(node, [command, ...args]);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  say(`✗ ${error.message} -> ${error.remedy}`);
  if (counters.has(command)) process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
}
