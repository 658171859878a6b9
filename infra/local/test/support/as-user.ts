/**
 * Runs a command of the runner as another user; argv: its id, then what would be typed. Loaded by root, because that user may
 * not be able to read a single one of these files.
 */
import { main } from '../../src/main.ts';

const [user = '', , , ...args] = process.argv.slice(2);
process.setgroups?.([]);
process.setgid?.(Number(user));
process.setuid?.(Number(user));
process.exit(await main(args));
