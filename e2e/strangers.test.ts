import { expect, test } from 'vitest';
import { translator } from '@sabha/i18n/translator';
import { schedule } from './platform/api.ts';
import { expectFramesToFlow, iceServersOf, mediaAddressesOf } from './platform/peers.ts';
import * as room from './platform/room.ts';
import { openStage, type Person } from './platform/stage.ts';
import { watchTraffic } from './platform/traffic.ts';

const t = translator('en', 'call');
const stage = openStage();
const { platform } = stage;
const { origin } = platform;

const hostOf = (url: string) => new URL(url).host;
/** LiveKit as browsers are told to reach it. */
const mediaHost = `localhost:${new URL(platform.livekit.url).port}`;
const ours = [hostOf(origin), hostOf(platform.identity), mediaHost];

test('in a whole meeting no browser speaks to anybody but the portal, the media server and the identity provider', async () => {
  const asked = new Set<string>();
  const host = await stage.citizen();
  const guest = await stage.citizen();
  for (const { context, page } of [host, guest]) await watchTraffic(context, page, (url) => asked.add(hostOf(url)));
  await visit(host, `${origin}/`, `${origin}/about`, `${origin}/accessibility`, `${origin}/webinars`);
  await stage.signIn(host, 'scheduler');
  const meeting = await schedule(host.api, { title: 'Nobody else listens' });
  await visit(host, `${origin}/meetings/new`, `${origin}/meetings/${meeting.meetingId}`);
  await room.joinByAccount(host, platform, { meeting, who: 'scheduler' });
  await room.goOn(host.page);
  await room.askToJoin(guest, platform, { meeting, name: 'Kabir Das' });
  await room.goOn(guest.page);
  await room.waitingRoom(guest.page).waitFor();
  await room.admit(host.page, 'Kabir Das');
  await Promise.all([host, guest].map(({ page }) => expectFramesToFlow(page)));
  await room.control(guest.page, 'chat').click();
  await guest.page.getByLabel(t('call.message')).fill('https://example.org/a.png');
  await guest.page.getByRole('button', { name: t('call.send') }).click();
  await room.control(host.page, 'chat').click();
  await host.page.getByText('https://example.org/a.png', { exact: true }).waitFor();

  for (const { page } of [host, guest]) {
    const servers = await iceServersOf(page);
    expect(servers.length).toBeGreaterThan(0);
    expect(servers.filter((url) => !/^(?:stun|turn):127\.0\.0\.1:\d+(?:\?|$)/.test(url))).toEqual([]);
    const ends = await mediaAddressesOf(page);
    expect(ends.length).toBeGreaterThan(0);
    expect(ends.filter((end) => !end.startsWith('127.0.0.1:'))).toEqual([]);
  }
  await room.endForAll(host.page);
  await room.endScreen(guest.page, 'ended').waitFor();
  expect([...asked].sort()).toEqual([...ours].sort());
});

test('each page brings a policy with a nonce of its own, and no script without it', async () => {
  const { context, page } = await stage.citizen();
  const scheduler = await stage.official('scheduler');
  const meeting = await schedule(scheduler.api, { title: 'Policy' });
  await room.askToJoin({ page }, platform, { meeting, name: 'Reader' });
  const paths = ['/', '/about', '/sign-in', '/webinars', `/j/${meeting.joinCode}`, `/j/${meeting.joinCode}/room`, '/nowhere'];
  const nonces = new Set<string>();
  for (const path of paths) {
    const answer = await context.request.get(`${origin}${path}`);
    const policy = answer.headers()['content-security-policy'] ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
    nonces.add(nonce);
    expect(policy, path).not.toMatch(/script-src[^;]*'unsafe-(?:inline|eval)'/);
    for (const closed of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      expect(policy, path).toContain(closed);
    }
    for (const [tag] of (await answer.text()).matchAll(/<script\b[^>]*>/g)) {
      expect(tag, `a script on ${path}`).toContain(`nonce="${nonce}"`);
    }
  }
  expect(nonces.size).toBe(paths.length);
});

test('the policy holds in the browser: script in slipped-in markup does not run, and nothing abroad can be asked', async () => {
  const { page } = await stage.citizen();
  await page.goto(`${origin}/webinars`);
  const outcome = await page.evaluate(async () => {
    const blocked: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
    // As text would come that somebody got past our escaping.
    document.body.insertAdjacentHTML('beforeend', '<button id="strange" onclick="globalThis.strangeScriptRan = true">x</button>');
    document.getElementById('strange')?.click();
    await fetch('https://stranger.example/').catch(() => undefined);
    const image = new Image();
    await new Promise((resolve) => {
      image.addEventListener('error', resolve);
      image.src = 'https://stranger.example/pixel.png';
    });
    return { ran: 'strangeScriptRan' in globalThis, blocked: blocked.sort() };
  });
  expect(outcome).toEqual({ ran: false, blocked: ['connect-src', 'img-src', 'script-src-attr'] });
});

async function visit({ page }: Person, ...urls: readonly string[]): Promise<void> {
  for (const url of urls) await page.goto(url);
}
