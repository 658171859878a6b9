/** Linux's process table (proc(5)), read whole: who used how much of the processors, and whose child it is. */
import { readdir, readFile } from 'node:fs/promises';

export type ProcessRow = Readonly<{ pid: number; parent: number; name: string; ticks: number; residentBytes: number }>;

/** USER_HZ: the unit of /proc's times, 100 on every Linux that Node.js runs on. */
export const ticksPerSecond = 100;
const pageBytes = 4096;

export async function readProcesses(root = '/proc'): Promise<readonly ProcessRow[]> {
  const names = (await readdir(root)).filter((name) => /^\d+$/.test(name));
  const rows = await Promise.all(names.map((name) => readRow(root, name)));
  return rows.filter((row) => row !== undefined);
}

async function readRow(root: string, name: string): Promise<ProcessRow | undefined> {
  try {
    return parseStat(await readFile(`${root}/${name}/stat`, 'utf8'));
  } catch {
    return undefined; // it ended while we looked
  }
}

/** proc_pid_stat(5). The name stands in brackets and may hold anything, brackets too. */
export function parseStat(text: string): ProcessRow | undefined {
  const [open, close] = [text.indexOf('('), text.lastIndexOf(')')];
  if (open < 0 || close < open) return undefined;
  const fields = text.slice(close + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]); // numbered as in the manual, where the third is the first here
  const row = { parent: field(4), ticks: field(14) + field(15), residentBytes: field(24) * pageBytes };
  return { pid: Number(text.slice(0, open)), name: text.slice(open + 1, close), ...row };
}

/** Processors as a whole, in ticks since the machine started (proc_stat(5)). */
export type CpuTimes = Readonly<{ all: number; idle: number; steal: number }>;

export function parseCpu(text: string): CpuTimes {
  const line = text.split('\n').find((one) => one.startsWith('cpu ')) ?? '';
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0] = line
    .split(' ')
    .filter((word) => /^\d+$/.test(word))
    .map(Number);
  return { all: user + nice + system + idle + wait + irq + softirq + steal, idle: idle + wait, steal };
}

/** Datagrams that this host's sockets took, and those that found a buffer full (RFC 4113; /proc/net/snmp). */
export type UdpCounts = Readonly<{ received: number; sent: number; bufferErrors: number }>;

export function parseUdp(text: string): UdpCounts {
  const [head = '', values = ''] = text.split('\n').filter((line) => line.startsWith('Udp: '));
  const names = head.split(' ');
  const at = (name: string) => Number(values.split(' ')[names.indexOf(name)] ?? 0);
  return { received: at('InDatagrams'), sent: at('OutDatagrams'), bufferErrors: at('RcvbufErrors') };
}
