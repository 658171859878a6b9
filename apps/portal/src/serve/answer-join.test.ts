import { SabhaError } from '@sabha/domain/errors';
import { TRPCError } from '@trpc/server';
import { createServer, request as ask, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { answerJoin, MAX_BODY } from './answer-join.ts';
import { isJoin } from './join-offer.ts';
import { securityHeaders } from './security-headers.ts';

const seen = vi.hoisted(() => ({
  denials: [] as unknown[],
  inputs: [] as unknown[],
  fails: null as Error | null,
  logged: [] as unknown[],
}));
vi.mock('../env.ts', () => ({ portalEnv: () => ({ PUBLIC_URL: 'https://sabha.example' }) }));
vi.mock('../trpc/context.ts', () => ({ createContext: async () => ({ requestId: 'r1' }) }));
vi.mock('../trpc/services.ts', () => ({ portalLog: () => ({ error: (fields: unknown) => void seen.logged.push(fields) }) }));
vi.mock('@sabha/api/core/denial', () => ({
  noteDenial: async (_context: unknown, { code }: { code: string }, denied: object) =>
    void seen.denials.push({ code, ...denied }),
}));
vi.mock('@sabha/api/root', () => ({
  createCaller: () => ({
    join: {
      andWatch: async (input: unknown) => {
        seen.inputs.push(input);
        if (seen.fails !== null) throw seen.fails;
        return { door: 'a door', pass: 'a pass' };
      },
    },
  }),
}));

const server = createServer((request, response) => {
  request.headers['x-request-id'] = 'r1';
  void answerJoin(request, response);
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());
beforeEach(() => {
  for (const list of [seen.denials, seen.inputs, seen.logged]) list.splice(0);
  seen.fails = null;
});

const ours = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', origin: 'https://sabha.example' };
type Sent = Readonly<{ method?: string; headers?: OutgoingHttpHeaders; body?: string | readonly string[] }>;

/** By Node's own client: fetch keeps some headers to itself. */
async function send({ method = 'POST', headers = ours, body = '{"joinCode":"k7m-4qtx-9hb"}' }: Sent = {}) {
  type Answer = Readonly<{ status: number; headers: NodeJS.Dict<string | string[]>; said: string }>;
  const { said, ...answer } = await new Promise<Answer>((resolve, reject) => {
    const sent = ask({ port, method, headers, path: '/api/join' }, (got) => {
      text(got).then((said) => {
        resolve({ status: got.statusCode ?? 0, headers: got.headers, said });
      }, reject);
    });
    sent.on('error', reject);
    for (const part of typeof body === 'string' ? [] : body) sent.write(part);
    sent.end(typeof body === 'string' ? body : undefined);
  });
  return { ...answer, json: JSON.parse(said) as unknown };
}
const refused = (code: string) => ({
  error: { code: expect.any(Number) as number, message: code, data: { code, id: 'r1', evidence: {} } },
});

describe('a page of ours', () => {
  test('is answered as by tRPC, uncached and with the headers of every answer', async () => {
    const { status, headers, json } = await send();
    expect([status, json]).toEqual([200, { result: { data: { door: 'a door', pass: 'a pass' } } }]);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'application/json' });
    for (const { key, value } of securityHeaders) expect(headers[key.toLowerCase()]).toBe(value);
    expect(seen.inputs).toEqual([{ joinCode: 'k7m-4qtx-9hb' }]);
  });

  test.each([
    ['no JSON', '{"joinCode":'],
    ['nothing', ''],
  ])('that sends %s is told so, and reaches nothing', async (_what, body) => {
    expect(await send({ body })).toMatchObject({ status: 400, json: refused('bad_input') });
    expect(seen.inputs).toEqual([]);
  });

  test.each([
    ['says how long it is', { headers: { ...ours, 'content-length': MAX_BODY + 1 }, body: 'x'.repeat(MAX_BODY + 1) }],
    ['does not say', { body: ['x'.repeat(MAX_BODY), 'x'] }],
  ])('is not read beyond what could be meant, whether it %s', async (_what, sent) => {
    const { status, headers } = await send(sent);
    expect([status, headers['connection']]).toEqual([413, 'close']);
    expect(seen.inputs).toEqual([]);
  });

  test('that only looks is told to send', async () => {
    const { status, headers } = await send({ method: 'GET', body: '' });
    expect([status, headers['allow']]).toEqual([405, 'POST']);
    expect(seen.inputs).toEqual([]);
  });
});

describe('somebody else', () => {
  test.each([
    ['another site', { ...ours, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a sibling of ours', { ...ours, 'sec-fetch-site': 'same-site' }],
    ['a client that names another origin', { 'content-type': 'application/json', origin: 'https://evil.example' }],
    ['a client that names none', { 'content-type': 'application/json' }],
    ['a form', { ...ours, 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form in disguise', { ...ours, 'content-type': 'text/plain; application/json' }],
    ['nobody says what', { 'sec-fetch-site': 'same-origin' }],
  ])('is refused and recorded: %s', async (_who, headers) => {
    expect(await send({ headers })).toMatchObject({ status: 403, json: refused('not_allowed') });
    expect(seen.denials).toEqual([{ code: 'not_allowed', action: 'join.andWatch', reason: 'cross_origin' }]);
    expect(seen.inputs).toEqual([]);
  });
});

describe('a failure', () => {
  test.each([
    ['too_many_attempts', 'TOO_MANY_REQUESTS', 429],
    ['abroad_refused', 'FORBIDDEN', 403],
    ['media_unavailable', 'SERVICE_UNAVAILABLE', 503],
  ] as const)('of ours has its code and its status: %s', async (code, trpc, status) => {
    seen.fails = new TRPCError({ code: trpc, cause: new SabhaError(code, { retryAfterSeconds: 7 }) });
    const { json, ...answer } = await send();
    expect([answer.status, json]).toEqual([
      status,
      {
        error: {
          code: expect.any(Number) as number,
          message: code,
          data: { code, id: 'r1', evidence: { retryAfterSeconds: 7 } },
        },
      },
    ]);
  });

  test('that nobody foresaw says the id and nothing else, and the log has it', async () => {
    seen.fails = new Error('password authentication failed for user "sabha_app"');
    expect(await send()).toMatchObject({ status: 503, json: refused('internal') });
    expect(seen.logged).toEqual([{ err: seen.fails, requestId: 'r1', path: '/api/join' }]);
  });
});

test('whoever hangs up in the middle of a sentence fills no log', async () => {
  const sent = ask({ port, method: 'POST', headers: { ...ours, 'content-length': 100 }, path: '/api/join' });
  const gone = new Promise((resolve) => sent.on('close', resolve));
  sent.on('error', () => undefined);
  sent.write('{"joinCode":', () => sent.destroy());
  await gone;
  expect(await send()).toMatchObject({ status: 200 });
  expect(seen.logged).toEqual([]);
});

test.each([
  ['/api/join', true],
  ['/api/join?x=1', true],
  ['/api/join/', false],
  ['/api/joinery', false],
  ['//api/join', false],
  ['/api/trpc/join.andWatch', false],
])('%s is the address: %s', (url, expected) => {
  expect(isJoin(url)).toBe(expected);
});
