import { check } from './commands/check.ts';
import { Interrupted, interruptedCode } from './commands/ending.ts';
import { reset } from './commands/reset.ts';
import { run } from './commands/run.ts';
import { start } from './commands/start.ts';
import { status } from './commands/status.ts';
import { test } from './commands/test.ts';
import { Fault } from './fault.ts';
import { Terminal } from './terminal/terminal.ts';

type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  start: (args, terminal) => start('production', args, terminal),
  dev: (args, terminal) => start('development', args, terminal),
  status,
  reset,
  test: (_args, terminal) => test(terminal),
  check: (_args, terminal) => check(terminal),
  run,
};

/** @returns the exit code. Anything a person can act on is one line; a stack means a defect of the runner itself. */
export async function main([name = 'start', ...args]: readonly string[]): Promise<number> {
  const terminal = new Terminal(process.stdout);
  try {
    const command = commands[name];
    if (command === undefined)
      throw new Fault(name, 'there is no such command', `use one of ${Object.keys(commands).join(', ')}`);
    return await command(args, terminal);
  } catch (error) {
    if (error instanceof Interrupted) return interruptedCode;
    if (!(error instanceof Fault)) throw error;
    terminal.fault(error);
    return 1;
  }
}

// Not set through exitCode: a handle that a library left open must not keep a finished command alive.
if (import.meta.main) process.exit(await main(process.argv.slice(2)));
