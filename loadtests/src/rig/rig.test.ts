import { describe, expect, it } from 'vitest';
import { attribute } from './attribute.ts';
import { parseCpu, parseStat, parseUdp, type ProcessRow } from './process-table.ts';
import { difference, type Reading } from './sampler.ts';

type Over = Partial<Pick<ProcessRow, 'ticks' | 'name'>>;
const row = (pid: number, parent: number, { ticks = 0, name = `p${pid}` }: Over = {}): ProcessRow => {
  return { pid, parent, name, ticks, residentBytes: 4096 };
};

describe('the process table', () => {
  it('is read though a name holds brackets and spaces', () => {
    const stat = '42 (a) b) (c) S 7 42 42 0 -1 4194560 100 0 0 0 250 50 9 9 20 0 3 0 1000 123456 300 18446744073709551615';
    expect(parseStat(stat)).toEqual({ pid: 42, parent: 7, name: 'a) b) (c', ticks: 300, residentBytes: 300 * 4096 });
  });

  it('counts waiting for a disk as idle, and what the hypervisor took apart', () => {
    expect(parseCpu('cpu  10 1 5 100 4 1 2 7 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n')).toEqual({ all: 130, idle: 104, steal: 7 });
  });

  it('reads datagrams by the names of their columns', () => {
    const snmp =
      'Ip: a\nIp: 1\nUdp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors\nUdp: 10 0 3 20 3\nUdpLite: x\nUdpLite: 1\n';
    expect(parseUdp(snmp)).toEqual({ received: 10, sent: 20, bufferErrors: 3 });
  });
});

describe('a process', () => {
  const rows = [row(1, 0), row(2, 0), row(9, 2), row(100, 1), row(101, 100), row(102, 101), row(200, 1)];

  it('is its part, with all its children', () => {
    const owners = attribute(rows, new Map([[100, 'database']]));
    expect([100, 101, 102].map((pid) => owners.get(pid))).toEqual(Array(3).fill({ kind: 'part', name: 'database' }));
  });

  it('of nobody in the run is foreign, and a thread of the kernel is not', () => {
    const owners = attribute(rows, new Map([[100, 'database']]));
    expect(owners.get(200)).toEqual({ kind: 'foreign', name: 'p200' });
    expect(owners.get(9)).toEqual({ kind: 'kernel' });
  });

  it('belongs to the nearest part, where one has started the other', () => {
    const owners = attribute(
      rows,
      new Map([
        [100, 'runner'],
        [102, 'k6'],
      ]),
    );
    expect(owners.get(102)).toEqual({ kind: 'part', name: 'k6' });
    expect(owners.get(101)).toEqual({ kind: 'part', name: 'runner' });
  });
});

describe('a sample', () => {
  const reading = (over: Partial<Reading>): Reading => ({
    rows: [],
    cpu: { all: 0, idle: 0, steal: 0 },
    udp: { received: 0, sent: 0, bufferErrors: 0 },
    monotonicMs: 0,
    wallMs: 0,
    ...over,
  });
  const before = reading({ rows: [row(100, 1, { ticks: 50 }), row(200, 1, { ticks: 10 })] });

  it('says who used the processors, who does not belong here, and how much was left', () => {
    const after = reading({
      rows: [row(100, 1, { ticks: 150 }), row(101, 100, { ticks: 100 }), row(200, 1, { ticks: 60, name: 'cc1plus' })],
      cpu: { all: 400, idle: 150, steal: 0 },
      monotonicMs: 2000,
      wallMs: 2000,
    });
    const sample = difference({ first: before, before, after }, new Map([[100, 'portal']]));
    expect(sample.cores).toEqual({ portal: 1 });
    expect(sample).toMatchObject({ foreignCores: 0.25, busiestForeign: 'cc1plus', idle: 0.375, clockDriftMs: 0 });
  });

  it('sees a clock that was moved, datagrams that were dropped, and a hypervisor that took its share', () => {
    const after = reading({
      monotonicMs: 1000,
      wallMs: 4000,
      udp: { received: 500, sent: 0, bufferErrors: 3 },
      cpu: { all: 200, idle: 0, steal: 50 },
    });
    const sample = difference({ first: before, before, after }, new Map());
    expect(sample).toMatchObject({ clockDriftMs: 3000, foreignCores: 0.5, busiestForeign: 'hypervisor (steal)' });
    expect(sample.udp).toEqual({ receivedPerSecond: 500, sentPerSecond: 0, bufferErrors: 3 });
  });
});
