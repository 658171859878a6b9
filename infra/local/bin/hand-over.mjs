import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const lookEveryMs = 250;

/** Runs the TypeScript side and answers its exit code; in this process where this process can. */
export async function handOver(node, args) {
  if (node === process.execPath) {
    onNpmGone(() => process.kill(process.pid, 'SIGTERM'));
    const { main: run } = await import(pathToFileURL(main).href);
    return run(args);
  }
  const child = spawn(node, [main, ...args], { stdio: 'inherit' });
  // A terminal signals both of us, `kill` only this one. The other side takes a signal twice as once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  onNpmGone(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

/**
 * Whoever ends npm means what npm runs, but not every way of ending it is passed on. Without npm in between nothing is
 * watched: a start that outlives the shell it was typed into is a fair wish.
 */
function onNpmGone(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, lookEveryMs);
  timer.unref();
}
