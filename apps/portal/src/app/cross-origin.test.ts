import { beforeEach, expect, test, vi } from 'vitest';
import { POST as call } from './api/trpc/[trpc]/route.ts';
import { POST as enter } from './j/[joinCode]/enter/route.ts';

const { denials } = vi.hoisted(() => ({ denials: [] as unknown[] }));
vi.mock('../env.ts', () => ({ portalEnv: () => ({ PUBLIC_URL: 'https://sabha.example' }) }));
vi.mock('../trpc/context.ts', () => ({ createContext: async () => ({ requestId: 'r1' }) }));
vi.mock('@sabha/api/core/denial', () => ({
  noteDenial: async (_context: unknown, { code }: { code: string }, denied: object) => void denials.push({ code, ...denied }),
}));
beforeEach(() => void denials.splice(0));

const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example', 'content-type': 'application/json' };
const post = (path: string, body: BodyInit, more: Record<string, string> = headers) =>
  new Request(`https://sabha.example${path}`, { method: 'POST', body, headers: more });

test.each([
  ['host.end', 'host.end'],
  ['no.such%0aprocedure', 'unknown'],
])('a call of %s from another site is refused and recorded', async (procedure, action) => {
  const answer = await call(post(`/api/trpc/${procedure}`, '{}'));
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ error: { data: { code: 'not_allowed', id: 'r1' } } });
  expect(denials).toEqual([{ code: 'not_allowed', action, reason: 'cross_origin' }]);
});

test('the form of another site at the door is refused and recorded', async () => {
  const { origin, 'sec-fetch-site': site } = headers;
  const form = new URLSearchParams({ as: 'member' });
  const answer = await enter(post('/j/k7m-4qtx-9hb/enter', form, { origin, 'sec-fetch-site': site }), {
    params: Promise.resolve({ joinCode: 'k7m-4qtx-9hb' }),
  });
  expect(answer.headers.get('location')).toContain('error=not_allowed');
  expect(denials).toEqual([{ code: 'not_allowed', action: 'join.member', reason: 'cross_origin' }]);
});
