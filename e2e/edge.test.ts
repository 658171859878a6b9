/** The portal's outer edge as an attacker finds it: requests that no page of ours makes. */
import { request as httpRequest } from 'node:http';
import { expect, test } from 'vitest';
import { schedule } from './platform/api.ts';
import { openStage } from './platform/stage.ts';

const stage = openStage();
const { platform } = stage;
const { origin } = platform;

const guess = { joinCode: '000-0000-000', passcode: '000-000-000', displayName: 'Guess' };
const json = { 'content-type': 'application/json' };

test.each([
  ['another site', { origin: 'https://evil.example', ...json }],
  ['another site, as browsers say it', { 'sec-fetch-site': 'cross-site', origin, ...json }],
  ['a sibling site', { 'sec-fetch-site': 'same-site', origin, ...json }],
  ['nobody who says where from', json],
  ['a form', { origin, 'content-type': 'text/plain' }],
])('a change asked for by %s is refused', async (_, headers) => {
  const answer = await fetch(`${origin}/api/trpc/join.asGuest`, { method: 'POST', headers, body: JSON.stringify(guess) });
  expect(answer.status).toBe(403);
  const { error } = (await answer.json()) as { error: { data: { code: string; id: string } } };
  expect(error.data.code).toBe('not_allowed');
  expect(error.data.id).toMatch(/^[0-9a-f-]{36}$/);
});

test('a page of another site cannot make its visitors ask us', async () => {
  const headers = { 'sec-fetch-site': 'cross-site' };
  expect((await fetch(`${origin}/api/trpc/me.get?input={}`, { headers })).status).toBe(403);
});

test('a hundred guesses do not hide in one request', async () => {
  const headers = { origin, ...json };
  const names = Array.from({ length: 3 }, () => 'join.asGuest').join(',');
  const body = JSON.stringify({ 0: guess, 1: guess, 2: guess });
  const answer = await fetch(`${origin}/api/trpc/${names}?batch=1`, { method: 'POST', headers, body });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(JSON.stringify(await answer.json())).not.toContain('join_refused');
});

test.each([
  ['without a length', { 'transfer-encoding': 'chunked' }, 411],
  ['of two megabytes', { 'content-length': String(2 * 1024 * 1024) }, 413],
])('a body %s is not read', async (_, headers, status) => {
  expect(await statusOf('/api/trpc/join.asGuest', { ...headers, origin, ...json })).toBe(status);
});

test('what a client says of itself counts for nothing: its address, its request id, its host', async () => {
  const scheduler = await stage.official('scheduler');
  const meeting = await schedule(scheduler.api, { title: 'Edge' });
  const forged = { 'x-request-id': 'forged', 'x-sabha-address': '198.51.100.1', 'x-forwarded-host': 'evil.example' };
  const answer = await fetch(`${origin}/j/${meeting.joinCode}/enter`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...forged, origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ passcode: '000-000-000', displayName: 'Forger' }),
  });
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  const location = answer.headers.get('location') ?? '';
  expect(location).toMatch(/^\/j\/[^?]+\?error=join_refused&id=[0-9a-f-]{36}$/);
});

test.each(['/locale', '/theme', '/join', '/j/aaa-bbbb-ccc/enter', '/api/auth/signin/oidc', '/api/livekit/webhook'])(
  'POST %s with no form in it breaks nothing',
  async (path) => {
    const answer = await fetch(`${origin}${path}`, { method: 'POST', redirect: 'manual', body: '\u0000', headers: { origin } });
    expect(answer.status).toBeLessThan(500);
  },
);

/** Sends the head of a request alone: what is to be refused is refused before any of the body. */
function statusOf(path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${origin}${path}`, { method: 'POST', headers }, (response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
    request.on('error', reject);
    request.flushHeaders();
  });
}
