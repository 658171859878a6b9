import { seed } from '@sabha/api/seed/seed';
import { type Harness, openHarness } from '@sabha/api/testing/harness';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { TestBrowser } from '../auth/testing/browser.ts';
import { testPortalEnv } from '../auth/testing/portal-env.ts';
import { closePortalServices } from '../trpc/services.ts';
import { publicPage } from './public-frame.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await openHarness();
  await seed(harness.services);
  const settings = { ...inject('sabha').env, NODE_ENV: 'test', DATABASE_URL: harness.databaseUrl, LOG_LEVEL: 'silent' };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
});
afterAll(async () => {
  await closePortalServices();
  vi.unstubAllEnvs();
  await harness.close();
});

/** A view of a public page, as Next.js hands it over. */
function view(cookies: Readonly<Record<string, string>> = {}) {
  const req = Object.assign(new IncomingMessage(new Socket()), { cookies: { ...cookies } });
  req.headers.cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  return publicPage({ req, res: new ServerResponse(req) });
}

async function written() {
  const [row] = await harness.owner<{ entries: string; limits: string }[]>`
    select (select count(*) from audit_entries) as entries, (select json_agg(l)::text from rate_limits l) as limits`;
  return row;
}

test('whoever is not signed in is refused nothing, takes from no allowance, and leaves nothing in the trail', async () => {
  const before = await written();
  for (const session of [undefined, 'worth-nothing']) {
    const { frame } = await view(session === undefined ? {} : { 'sabha-session': session });
    expect(frame.viewer).toBeNull();
  }
  expect(await written()).toEqual(before);
});

test('whoever is signed in is named, and led to their organisation if they run it', async () => {
  const browser = new TestBrowser(harness, testPortalEnv());
  await browser.signIn('demo-administrator');
  const { frame } = await view(browser.cookies);
  expect(frame.viewer).toEqual({ name: 'Asha Verma', mayAdminister: true });
});
