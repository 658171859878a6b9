import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from './platform/browser.ts';
import { type Listener, listenTcp, listenUdp } from './platform/listeners.ts';
import { bundleFence, connectTo, isReached, type Lie, raiseFence, refusedOn } from './platform/raw-peers.ts';

/** The test's policy knows the first of these addresses alone. */
const [HOME, ABROAD] = ['127.0.0.1', '127.0.0.2'];
const POLICY = [`${HOME}/32`];

let browser: Browser;
let site: Server;
let fence: string;
let page: Page;
let home: Listener;
let abroad: Listener;
let abroadSix: Listener;
let abroadTcp: Listener;

beforeAll(async () => {
  site = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>raw</title>');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  [browser, fence] = await Promise.all([launchBrowser(), bundleFence()]);
});
afterAll(async () => {
  await browser.close();
  site.close();
});
beforeEach(async () => {
  [home, abroad, abroadSix, abroadTcp] = await Promise.all([
    listenUdp(HOME),
    listenUdp(ABROAD),
    listenUdp('::1'),
    listenTcp(ABROAD),
  ]);
  page = await browser.newPage();
  await page.goto(`http://localhost:${(site.address() as AddressInfo).port}/`);
});
afterEach(async () => {
  await page.close();
  await Promise.all([home, abroad, abroadSix, abroadTcp].map((listener) => listener.close()));
});

const udp = (address: string, port: number) => `candidate:1 1 udp 2130706431 ${address} ${port} typ host`;
const tcp = (address: string, port: number) => `candidate:2 1 tcp 1671430143 ${address} ${port} typ host tcptype passive`;
const ways: readonly (readonly [string, () => Lie])[] = [
  ['in its answer', () => ({ lines: [`a=${udp(ABROAD, abroad.port)}`] })],
  ['by a candidate that follows', () => ({ candidates: [udp(ABROAD, abroad.port)] })],
  ['by a candidate over IPv6', () => ({ candidates: [udp('::1', abroadSix.port)] })],
  ['over TCP', () => ({ candidates: [tcp(ABROAD, abroadTcp.port)] })],
  ['by a STUN server', () => ({ iceServers: [`stun:${ABROAD}:${abroad.port}`] })],
  ['by a TURN server', () => ({ iceServers: [`turn:${ABROAD}:${abroad.port}?transport=udp`] })],
  ['by a TURN server over TCP', () => ({ iceServers: [`turn:${ABROAD}:${abroadTcp.port}?transport=tcp`] })],
  ['by a STUN server that it names later', () => ({ laterIceServers: [`stun:${ABROAD}:${abroad.port}`] })],
];

/** Connects, with a way home beside the one abroad: once the browser has gone home often, it would have gone abroad as well. */
async function sendAbroad(lie: Lie): Promise<void> {
  const own = `stun:${HOME}:${home.port}`;
  await connectTo(page, {
    ...lie,
    candidates: [udp(HOME, home.port), ...(lie.candidates ?? [])],
    iceServers: [own, ...(lie.iceServers ?? [])],
    ...(lie.laterIceServers && { laterIceServers: [own, ...lie.laterIceServers] }),
  });
}
const heardAbroad = () => abroad.heard() + abroadSix.heard() + abroadTcp.heard();

describe('a media server that sends a browser abroad', () => {
  test.each(ways)('%s reaches nobody there: not one packet leaves', async (...[, lie]) => {
    await raiseFence(page, fence, POLICY);
    await sendAbroad(lie());
    await expect.poll(() => home.heard(), { timeout: 20_000, message: 'packets at home' }).toBeGreaterThan(20);
    expect(heardAbroad()).toBe(0);
    expect(await refusedOn(page)).not.toEqual([]);
  });

  test('reaches for it in vain, from ends that it names to nobody', async () => {
    await raiseFence(page, fence, POLICY);
    await sendAbroad({ reaches: true });
    await expect.poll(() => home.heard(), { timeout: 20_000, message: 'packets at home' }).toBeGreaterThan(20);
    expect(await isReached(page)).toBe(false);
  });

  // The red control: without the fence every one of these ways leads there, so the silence above is the fence's doing.
  test.each(ways)('%s is followed by a browser without the fence', async (...[, lie]) => {
    await sendAbroad(lie());
    await expect.poll(heardAbroad, { timeout: 20_000, message: 'packets abroad' }).toBeGreaterThan(0);
  });
  test('gets through to a browser without the fence', async () => {
    await sendAbroad({ reaches: true });
    await expect.poll(() => isReached(page), { timeout: 20_000, message: 'the server is connected' }).toBe(true);
  });
});
