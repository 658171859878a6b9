import { lookup } from 'node:dns';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { act } from '../../core/act.ts';
import { type Context, systemContext } from '../../core/context.ts';
import { auditLogParts } from '../../testing/audit-log.ts';
import { type Authority, makeAuthority } from '../../testing/certificates.ts';
import { type Harness, openHarness } from '../../testing/harness.ts';
import { type Behaviour, startSyslogReceiver, type SyslogReceiver } from '../../testing/syslog-receiver.ts';
import { eraseOldValues } from '../retention.ts';
import { createSequencer } from '../sequencer.ts';
import type { Destination } from './destination.ts';
import { httpsDestination } from './https.ts';
import { Secret } from './secret.ts';
import { startStream } from './stream.ts';
import { syslogDestination } from './syslog.ts';

let harness: Harness;
let context: Context;
let authority: Authority;
let tls: Readonly<{ cert: string; key: string }>;
let sign: () => Promise<void>;
let closing: (() => Promise<void>)[] = [];

beforeAll(() => {
  authority = makeAuthority('ours');
  const { certificate, key } = authority.vouchFor('IP:127.0.0.1');
  tls = { cert: certificate, key };
});
beforeEach(async () => {
  harness = await openHarness();
  context = systemContext(harness.services, 'worker', 'job');
  const sequencer = createSequencer(auditLogParts());
  sign = () => sequencer.run(context);
});
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
  await harness.close();
});

const append = (count: number, at = harness.clock.now) =>
  act({ ...context, services: { ...harness.services, clock: () => at } }, ({ record }) => {
    for (let left = count; left > 0; left -= 1) record({ event: 'department.added', outcome: 'ok', subjectId: 'someone' });
    return Promise.resolve();
  });
async function grow(count: number): Promise<void> {
  await append(count);
  await sign();
}
const sizeOfLog = async () => Number((await harness.owner`select count(*) from audit_leaves`)[0]?.['count']);
const cursorOf = async (name: string) =>
  Number((await harness.owner`select next from audit_streams where name = ${name}`)[0]?.['next']);

async function receive(behaviour: Behaviour = {}): Promise<SyslogReceiver> {
  const receiver = await startSyslogReceiver(tls, behaviour);
  closing.push(() => receiver.close());
  return receiver;
}
const syslogTo = (port: number): Destination =>
  syslogDestination({
    host: '127.0.0.1',
    port,
    trust: { authorities: authority.certificate, lookup },
    format: 'cef',
    hostname: 'sabha.gov.in',
    patience: { settling: 20, silence: 5_000 },
  });
function start(destination: Destination, more: Parameters<typeof startStream>[2] = {}) {
  const stream = startStream(harness.services, destination, { entries: 50, idle: 10, firstRetry: 10, longestRetry: 40, ...more });
  closing.push(() => stream.close());
  return stream;
}
const indexes = (messages: readonly string[]) => messages.map((message) => Number(/ index="(\d+)"/.exec(message)?.[1]));
const upTo = (size: number, from = 0) => Array.from({ length: size - from }, (_, place) => from + place);
const caughtUp = (name: string) => vi.waitFor(async () => expect(await cursorOf(name)).toBe(await sizeOfLog()), 20_000);

describe('a stream of the log', () => {
  it('brings every entry in the order of the tree, from the first one on, and what comes while it runs', async () => {
    await grow(120);
    const { port, messages } = await receive();
    const destination = syslogTo(port);
    start(destination);
    await caughtUp(destination.name);
    await grow(70);
    await caughtUp(destination.name);
    const size = await sizeOfLog();
    expect(size).toBeGreaterThan(190);
    expect(indexes(messages)).toEqual(upTo(size));
  });

  it('stands in the log that it sends, once for each receiver', async () => {
    await grow(1);
    const { port } = await receive();
    const destination = syslogTo(port);
    const stream = start(destination);
    await caughtUp(destination.name);
    await stream.close();
    await start(destination).close();
    const begun = await harness.owner`select outcome, actor_id, detail from audit_entries where event = 'audit.stream_begun'`;
    expect(begun).toEqual([{ outcome: 'ok', actor_id: 'worker', detail: { kind: 'syslog', host: '127.0.0.1' } }]);
  });

  it('sends nothing that no signed head stands for', async () => {
    await grow(3);
    const size = await sizeOfLog();
    await append(5);
    const { port, messages } = await receive();
    const destination = syslogTo(port);
    start(destination);
    await caughtUp(destination.name);
    expect(indexes(messages)).toEqual(upTo(size));
  });

  it('misses nothing of a receiver that dies in the middle and comes back, and sends again what that one may have lost', async () => {
    await grow(300);
    const first = await receive({
      takes(message) {
        if (!message.includes('index="170"')) return true;
        void first.close();
        return false;
      },
    });
    const destination = syslogTo(first.port);
    start(destination);
    await vi.waitFor(() => expect(harness.logged.some((line) => line.includes('audit.stream_away'))).toBe(true), 10_000);
    const second = await receive({ port: first.port });
    await caughtUp(destination.name);
    expect(indexes(second.messages)).toEqual(upTo(await sizeOfLog(), 150));
    const all = new Set(indexes([...first.messages, ...second.messages]));
    expect([...all].sort((one, other) => one - other)).toEqual(upTo(await sizeOfLog()));
  });

  it('goes on where it was when the worker starts again, and another receiver begins at the beginning', async () => {
    await grow(60);
    const { port, messages } = await receive();
    const destination = syslogTo(port);
    const stream = start(destination);
    await caughtUp(destination.name);
    await stream.close();
    const before = messages.length;
    await grow(5);
    start(destination, { holder: 'the next one' });
    await caughtUp(destination.name);
    expect(indexes(messages.slice(before))).toEqual(upTo(await sizeOfLog(), before));
    const other = await receive();
    start(syslogTo(other.port));
    await caughtUp(syslogTo(other.port).name);
    expect(indexes(other.messages)).toEqual(upTo(await sizeOfLog()));
  });

  it('comes from one worker of two, and from the other when that one is gone without a word', async () => {
    await grow(200);
    const { port, messages } = await receive();
    const destination = syslogTo(port);
    start(destination, { holder: 'one' });
    start(destination, { holder: 'two' });
    await caughtUp(destination.name);
    await sign();
    await caughtUp(destination.name);
    expect(indexes(messages)).toEqual(upTo(await sizeOfLog()));
    for (const close of closing.splice(1)) await close();
    const inAnHour = new Date(harness.clock.now.getTime() + 60 * 60_000);
    await harness.owner`update audit_streams set holder = 'gone', held_until = ${new Date(harness.clock.now.getTime() + 60_000)}`;
    await grow(1);
    start(destination, { holder: 'two' });
    await vi.waitFor(async () => expect(await sizeOfLog()).toBeGreaterThan(messages.length));
    expect(await cursorOf(destination.name)).toBe(messages.length);
    harness.clock.now = inAnHour;
    await caughtUp(destination.name);
    expect(indexes(messages)).toEqual(upTo(await sizeOfLog()));
  });

  it('tries again after an answer of 500, and loses nothing', async () => {
    await grow(130);
    const taken: string[] = [];
    let answers = 0;
    const server = createServer(tls, (request, response) => {
      void text(request).then((body) => {
        answers += 1;
        if (answers % 2 === 1) return response.writeHead(500).end();
        taken.push(...body.trimEnd().split('\n'));
        return response.writeHead(200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(async () => void server.close());
    const url = new URL(`https://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
    const trust = { authorities: authority.certificate, lookup };
    const destination = httpsDestination({ url, authorization: new Secret('Bearer x'), trust });
    start(destination);
    await caughtUp(destination.name);
    const sent = taken.map((line) => (JSON.parse(line) as { unmapped: { index: number } }).unmapped.index);
    expect(sent).toEqual(upTo(await sizeOfLog()));
    expect(harness.logged.filter((line) => line.includes('the receiver answered 500')).length).toBeGreaterThan(2);
  });

  it('tells the operator of a receiver that is minutes behind', async () => {
    await grow(1);
    const { port, close } = await receive();
    await close();
    start(syslogTo(port));
    const isSaid = (code: string) => harness.logged.some((line) => line.includes(code));
    await vi.waitFor(() => expect(isSaid('audit.stream_away')).toBe(true), 10_000);
    expect(isSaid('audit.stream_behind')).toBe(false);
    harness.clock.now = new Date(harness.clock.now.getTime() + 7 * 60_000);
    await vi.waitFor(() => expect(isSaid('audit.stream_behind')).toBe(true), 10_000);
    const line = harness.logged.find((one) => one.includes('audit.stream_behind')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ level: 'error', index: 0 });
    expect((JSON.parse(line) as { minutes: number }).minutes).toBeGreaterThanOrEqual(5);
  });

  it('sends what is left of an entry whose values were erased', async () => {
    await append(1, new Date(harness.clock.now.getTime() - 400 * 24 * 60 * 60_000));
    await eraseOldValues(context);
    await sign();
    const { port, messages } = await receive();
    const destination = syslogTo(port);
    await start(destination).close();
    const [erased] = messages.filter((message) => message.includes('act=department.added'));
    expect(erased).toContain('reason=values erased');
    expect(erased).not.toContain('someone');
  });

  it('sends nothing beyond an entry that somebody has taken out of the database', async () => {
    await grow(10);
    await harness.owner`alter table audit_leaves disable trigger user`;
    await harness.owner`delete from audit_leaves where index = 4`;
    const { port, messages } = await receive();
    start(syslogTo(port), { entries: 3 });
    await vi.waitFor(() => expect(harness.logged.some((line) => line.includes('the log has no entry 4'))).toBe(true), 10_000);
    expect([...new Set(indexes(messages))], 'however often').toEqual([0, 1, 2]);
  });
});
