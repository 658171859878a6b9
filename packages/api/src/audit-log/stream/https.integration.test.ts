import { exampleEntry } from '@sabha/domain/audit/export/testing/example-entry';
import { lookup } from 'node:dns';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Authority, expired, makeAuthority } from '../../testing/certificates.ts';
import { httpsDestination } from './https.ts';
import { Secret } from './secret.ts';

type Asked = Readonly<{ method: string; url: string; headers: IncomingHttpHeaders; body: string }>;

let authority: Authority;
let stranger: Authority;
const closing: (() => void)[] = [];
beforeAll(() => {
  authority = makeAuthority('ours');
  stranger = makeAuthority('somebody');
});
afterEach(() => closing.splice(0).forEach((close) => close()));

async function receiver(
  answer: (response: ServerResponse) => void = (response) => void response.writeHead(204).end(),
  { certificate, key } = authority.vouchFor('IP:127.0.0.1'),
) {
  const asked: Asked[] = [];
  const server = createServer({ cert: certificate, key }, (request, response) => {
    void text(request).then((body) => {
      asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      answer(response);
    });
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { asked, url: new URL(`https://127.0.0.1:${String(port)}/in?source=sabha`) };
}
const secret = new Secret('Bearer S3CR3T');
const to = (url: URL, patienceMs = 5_000) =>
  httpsDestination({ url, authorization: secret, trust: { authorities: authority.certificate, lookup }, patienceMs });
const entries = [3, 4, 5].map((index) => ({ ...exampleEntry, index, detail: { said: 'बैठक' } }));

describe('batches over HTTPS', () => {
  it('are lines of OCSF, under the key, and say which entries they are, the same whenever they are sent', async () => {
    const { url, asked } = await receiver();
    await to(url).deliver(entries);
    await to(url).deliver(entries);
    const [one, again] = asked;
    expect(one).toMatchObject({
      method: 'POST',
      url: '/in?source=sabha',
      headers: {
        authorization: 'Bearer S3CR3T',
        'content-type': 'application/x-ndjson',
        'idempotency-key': '"sabha-audit-3-5"',
        'sabha-first-index': '3',
        'sabha-last-index': '5',
      },
    });
    const lines = (one?.body ?? '')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toMatchObject(
      entries.map(({ index, leaf, detail }) => ({ metadata: { uid: String(index) }, unmapped: { leaf, detail } })),
    );
    expect(again?.body).toBe(one?.body);
    expect(again?.headers['idempotency-key']).toBe(one?.headers['idempotency-key']);
  });

  it.each([301, 302, 307, 400, 401, 413, 429, 500, 503])(
    'have not arrived when the answer is %i, and no redirect is followed',
    async (status) => {
      const elsewhere = await receiver();
      const { url, asked } = await receiver(
        (response) => void response.writeHead(status, { location: elsewhere.url.href }).end('no'),
      );
      await expect(to(url).deliver(entries)).rejects.toThrow(`the receiver answered ${String(status)}`);
      expect(asked).toHaveLength(1);
      expect(elsewhere.asked).toEqual([]);
    },
  );

  it.each<[what: string, identity: () => ReturnType<Authority['vouchFor']>, code: string]>([
    ['that another authority vouches for', () => stranger.vouchFor('IP:127.0.0.1'), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['of another name', () => authority.vouchFor('DNS:siem.example'), 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['whose time is over', () => authority.vouchFor('IP:127.0.0.1', expired), 'CERT_HAS_EXPIRED'],
  ])('do not go to a receiver %s', async (_, identity, code) => {
    const { url, asked } = await receiver(undefined, identity());
    await expect(to(url).deliver(entries)).rejects.toThrow(code);
    expect(asked).toEqual([]);
  });

  it('have not arrived when nobody answers, or hangs up', async () => {
    const silent = await receiver(() => undefined);
    await expect(to(silent.url, 300).deliver(entries)).rejects.toThrow('the connection failed: ABORT_ERR');
    const rude = await receiver((response) => void response.destroy());
    await expect(to(rude.url).deliver(entries)).rejects.toThrow('the connection failed: ECONNRESET');
  });

  it('do not show the key: not as text, JSON or inspection, nor in what fails', async () => {
    const failed: unknown = await to((await receiver((response) => void response.writeHead(401).end())).url)
      .deliver(entries)
      .catch((error: unknown) => error);
    const shown = [
      String(secret),
      JSON.stringify({ secret }),
      inspect(secret, { showHidden: true, depth: 9 }),
      inspect(failed),
      String(failed),
    ];
    expect(shown.join()).not.toContain('S3CR3T');
    expect(shown.join()).toContain('[secret]');
  });
});
