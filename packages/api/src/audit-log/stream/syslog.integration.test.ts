import { exampleEntry } from '@sabha/domain/audit/export/testing/example-entry';
import { lookup } from 'node:dns';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Authority, expired, makeAuthority } from '../../testing/certificates.ts';
import { type Behaviour, startSyslogReceiver, type SyslogReceiver } from '../../testing/syslog-receiver.ts';
import { Secret } from './secret.ts';
import { syslogDestination } from './syslog.ts';
import type { Trust } from './tls.ts';

let authority: Authority;
let stranger: Authority;
const closing: (() => Promise<void>)[] = [];

beforeAll(() => {
  authority = makeAuthority('ours');
  stranger = makeAuthority('somebody');
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const asTls = ({ certificate, key }: ReturnType<Authority['vouchFor']>) => ({ cert: certificate, key });
async function receiver(behaviour: Behaviour & Readonly<{ tls?: object }> = {}): Promise<SyslogReceiver> {
  const started = await startSyslogReceiver(behaviour.tls ?? asTls(authority.vouchFor('IP:127.0.0.1')), behaviour);
  closing.push(() => started.close());
  return started;
}
const to = (port: number, more: Readonly<{ host?: string; trust?: Partial<Trust>; silence?: number }> = {}) =>
  syslogDestination({
    host: more.host ?? '127.0.0.1',
    port,
    trust: { authorities: authority.certificate, lookup, ...more.trust },
    format: 'cef',
    hostname: 'sabha.gov.in',
    patience: { settling: 50, silence: more.silence ?? 5_000 },
  });
const entries = (count: number, detail = {}) => Array.from({ length: count }, (_, index) => ({ ...exampleEntry, index, detail }));
const indexes = (messages: readonly string[]) => messages.map((message) => Number(/ index="(\d+)"/.exec(message)?.[1]));

describe('syslog over TLS', () => {
  it('brings every entry, in order, whole, in whatever script', async () => {
    const { port, messages } = await receiver();
    await to(port).deliver(entries(300, { said: 'बैठक शुरू हुई' }));
    expect(indexes(messages)).toEqual(entries(300).map(({ index }) => index));
    expect(messages.every((message) => message.includes('बैठक शुरू हुई'))).toBe(true);
  });

  it.each<[what: string, tls: () => object, more: { host?: string }, code: string]>([
    ['that another authority vouches for', () => asTls(stranger.vouchFor('IP:127.0.0.1')), {}, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['of another name', () => asTls(authority.vouchFor('DNS:siem.example,IP:192.0.2.1')), {}, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    [
      'of another name, when it is called by one',
      () => asTls(authority.vouchFor('DNS:siem.example')),
      { host: 'localhost' },
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    ['whose time is over', () => asTls(authority.vouchFor('IP:127.0.0.1', expired)), {}, 'CERT_HAS_EXPIRED'],
    [
      'that speaks an older TLS',
      () => ({
        ...asTls(authority.vouchFor('IP:127.0.0.1')),
        maxVersion: 'TLSv1.1',
        minVersion: 'TLSv1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      }),
      {},
      'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    ],
  ])('sends nothing to a receiver %s', async (...[, tls, more, code]) => {
    const { port, messages } = await receiver({ tls: tls() });
    await expect(to(port, more).deliver(entries(3))).rejects.toThrow(code);
    expect(messages).toEqual([]);
  });

  it('says nothing in the clear: a receiver without TLS gets a greeting that it does not understand', async () => {
    const heard: Buffer[] = [];
    const sockets: Socket[] = [];
    const plain = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        heard.push(bytes);
        socket.end('what?\n');
      });
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    closing.push(async () => {
      sockets.forEach((socket) => socket.destroy());
      plain.close();
    });
    await expect(to((plain.address() as AddressInfo).port).deliver(entries(3))).rejects.toThrow('the connection failed');
    const text = Buffer.concat(heard);
    expect(text[0], 'a handshake of TLS').toBe(0x16);
    expect(text.toString('latin1')).not.toMatch(/CEF|door/);
  });

  it('shows who it is when it is asked', async () => {
    const own = stranger.vouchFor('DNS:sabha.gov.in');
    const tls = { ...asTls(authority.vouchFor('IP:127.0.0.1')), requestCert: true, ca: stranger.certificate };
    const { port, messages } = await receiver({ tls });
    const trust = { identity: { certificate: own.certificate, key: new Secret(own.key) } };
    await expect(to(port).deliver(entries(2))).rejects.toThrow('CERTIFICATE_REQUIRED');
    expect(messages).toEqual([]);
    await to(port, { trust }).deliver(entries(2));
    expect(messages).toHaveLength(2);
  });

  it('has not delivered what a receiver was sent that died in the middle', async () => {
    let isUp = true;
    const { port, messages } = await receiver({ takes: (message) => isUp && !message.includes('index="120"') });
    await expect(to(port).deliver(entries(300))).rejects.toThrow(/connection/);
    expect(indexes(messages)).toEqual(entries(120).map(({ index }) => index));
    isUp = false;
    await expect(to(port).deliver(entries(1))).rejects.toThrow(/connection/);
  });

  it('has not delivered what a receiver took and then said goodbye to first', async () => {
    const { port } = await receiver({ onConnection: (socket) => void socket.once('data', () => socket.end()) });
    await expect(to(port).deliver(entries(5))).rejects.toThrow('the receiver closed the connection');
  });

  it('has not delivered what nobody answers for: a receiver that is there and never closes', async () => {
    const { port } = await receiver({
      onConnection(socket) {
        socket.allowHalfOpen = true;
        socket.resume();
      },
    });
    await expect(to(port, { silence: 300 }).deliver(entries(5))).rejects.toThrow('silent for 300 ms');
  });

  it('waits for a slow receiver, and holds no more of the log in memory than the one batch', async () => {
    const paused = Promise.withResolvers<() => void>();
    const { port, connections } = await receiver({
      onConnection: (socket) => {
        socket.pause();
        paused.resolve(() => socket.resume());
      },
    });
    let made = 0;
    const counted = entries(400).map((entry) => ({
      ...entry,
      get detail() {
        made += 1;
        return { said: 'x'.repeat(100_000) };
      },
    }));
    const delivering = to(port).deliver(counted);
    const goOn = await paused.promise;
    await vi.waitFor(() => expect(connections[0]?.bytesRead).toBeGreaterThan(0));
    expect(made).toBeLessThan(400);
    goOn();
    await delivering;
    expect(connections[0]?.bytesRead).toBeGreaterThan(400 * 100_000);
  });
});
