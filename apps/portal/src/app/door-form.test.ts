import { expect, test, vi } from 'vitest';
import { POST as enter } from './j/[joinCode]/enter/route.ts';

vi.mock('../env.ts', () => ({ portalEnv: () => ({ PUBLIC_URL: 'https://sabha.example' }) }));
vi.mock('../trpc/context.ts', () => ({ createContext: async () => ({ requestId: 'r1' }) }));

const joinCode = 'k7m-4qtx-9hb';
async function ledBackTo(fields: Readonly<Record<string, string>>): Promise<URL> {
  const request = new Request(`https://sabha.example/j/${joinCode}/enter`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ passcode: 'AAA-AAA-AAA', displayName: 'Kabir', ...fields }),
  });
  const answer = await enter(request, { params: Promise.resolve({ joinCode }) });
  return new URL(answer.headers.get('location') ?? '', 'https://sabha.example');
}

test.each([
  ['passcode', { passcode: 'AB-SECRET' }],
  ['displayName', { displayName: ' ' }],
  ['displayName', { as: 'audience', displayName: 'x'.repeat(81) }],
])('the form leads back to the %s that did not fit, without what was in it', async (field, fields) => {
  const location = await ledBackTo(fields);
  expect(Object.fromEntries(location.searchParams)).toEqual({
    error: 'bad_input',
    id: expect.any(String) as unknown,
    field,
  });
});
