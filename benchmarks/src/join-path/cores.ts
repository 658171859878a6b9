/** Which processor a program may use (taskset of util-linux). */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export const FIRST = 0;
export const SECOND = 1;

/** With all its threads, and all processes that it has started: those to come inherit it. */
export function pin(pid: number, core: number): void {
  for (const one of [pid, ...descendantsOf(pid)]) {
    try {
      execFileSync('taskset', ['-a', '-c', '-p', String(core), String(one)], { stdio: 'ignore' });
    } catch (error) {
      if (isAlive(one)) throw error;
    }
  }
}

function descendantsOf(pid: number): readonly number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(name)]),
  );
  const found = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found.slice(1);
}

/** proc(5): the name, in brackets, may hold anything. */
function parentOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return 0; // gone meanwhile
  }
}

const isAlive = (pid: number) => parentOf(String(pid)) !== 0;

/** Processor seconds that it and those it has started have used. */
export function secondsUsed(pid: number): number {
  return [pid, ...descendantsOf(pid)].reduce((sum, one) => sum + ownSeconds(one), 0);
}

const TICKS = 100;
function ownSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return 0;
  }
}

/** Processor seconds that the whole machine has spent on anything (proc(5), /proc/stat). */
export function secondsBusy(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = fieldsOf(readFileSync('/proc/stat', 'latin1'));
  return (user + nice + system + irq + softirq + steal) / TICKS;
}

const fieldsOf = (stat: string): readonly number[] => (stat.split('\n', 1)[0] ?? '').split(/\s+/).slice(1).map(Number);
