import { translator } from '@sabha/i18n/translator';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startOwnInstance, type OwnInstance } from './platform/instance.ts';
import { changePolicy } from './platform/policy.ts';
import { mumbai, withMoreSites } from './platform/sites.ts';
import { openStage, Stage } from './platform/stage.ts';
import { faultsOf } from './scenes/look.ts';

const namespaces = ['status', 'common', 'errors'] as const;
const [en, hi] = [translator('en', ...namespaces), translator('hi', ...namespaces)];

describe('anybody', () => {
  const stage = openStage();
  const { origin } = stage.platform;

  test.each([
    ['en', 'en-IN', en, 'This machine'],
    ['hi', 'hi-IN', hi, 'यह मशीन'],
  ] as const)('reads it without JavaScript and from nobody else, in %s', async (...[, locale, t, machine]) => {
    const { page } = await stage.citizen({ javaScript: false, locale });
    const strangers: string[] = [];
    page.on('request', (request) => new URL(request.url()).origin !== origin && strangers.push(request.url()));
    await page.goto(`${origin}/`);
    await page
      .getByRole('contentinfo')
      .getByRole('link', { name: t('common.status') })
      .click();
    await page.getByRole('heading', { level: 1, name: t('status.title') }).waitFor();
    await page.getByRole('img', { name: t('status.map.alt') }).waitFor();
    await page.getByText(t('status.map.source')).waitFor();
    const row = page.getByRole('row', { name: machine });
    await expect.poll(() => reloaded(page, () => row.innerText())).toContain(t('status.standing.serving'));
    await page.getByRole('link', { name: t('status.toInventory') }).click();
    await page.getByRole('heading', { level: 1, name: t('status.inventory.title') }).waitFor();
    const text = await page.locator('main').innerText();
    for (const said of [/\b[0-9a-f]{64}\b/, /policy\+[0-9a-f]{8}\+/, t('status.function.backups'), machine])
      expect(text).toMatch(said);
    expect(strangers).toEqual([]);
  });

  test('but an administrator sees no media server, no address and no way to them', async () => {
    const { page } = await stage.citizen();
    await page.goto(`${origin}/status`);
    expect(await page.content()).not.toMatch(/ND_|127\.0\.0\.1:|\/status\/nodes/);
    await page.goto(`${origin}/status/nodes`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    const scheduler = await stage.official('scheduler');
    await scheduler.page.goto(`${origin}/status`);
    expect(await scheduler.page.getByRole('link', { name: en('status.toNodes') }).count()).toBe(0);
    await scheduler.page.goto(`${origin}/status/nodes`);
    await scheduler.page.getByText(en('errors.not_allowed.title')).waitFor();
    expect(await scheduler.page.content()).not.toContain('ND_');
    const administrator = await stage.official('administrator');
    await administrator.page.goto(`${origin}/status`);
    await administrator.page.getByRole('link', { name: en('status.toNodes') }).click();
    const node = administrator.page
      .getByRole('table', { name: en('status.nodes.title') })
      .getByRole('row')
      .nth(1);
    expect(await node.innerText()).toMatch(/127\.0\.0\.1/);
  });
});

/** Parts are frozen here, so this is a platform of one's own, with more sites than one. */
describe('when something is away', () => {
  let instance: OwnInstance;
  let stage: Stage;
  let page: Page;

  beforeAll(async () => {
    instance = await startOwnInstance();
    stage = new Stage(instance.platform);
    await stage.open();
    await changePolicy(instance.platform, withMoreSites);
    await restart('worker');
    await restart('portal');
    ({ page } = await stage.citizen());
    await page.goto(`${instance.platform.origin}/status`);
  }, 300_000);

  afterAll(async () => {
    await stage.close();
    for (const name of ['livekit', 'worker'] as const) signal(name, 'SIGCONT');
    await instance.stop();
  });

  const signal = (name: 'livekit' | 'worker', what: NodeJS.Signals) => process.kill(instance.part(name).pid!, what);
  const main = () => reloaded(page, () => page.locator('main').innerText());
  const rowOf = (name: string) => page.getByRole('row', { name }).innerText();

  async function restart(name: 'worker' | 'portal'): Promise<void> {
    const { pid } = instance.part(name);
    process.kill(pid!, 'SIGKILL');
    const isBack = () => {
      const part = instance.part(name);
      if (part.pid === pid || part.state !== 'healthy') throw new Error(`${name} is ${part.state}`);
    };
    await vi.waitFor(isBack, { timeout: 120_000, interval: 200 });
  }

  test('a site without a media server takes no meetings, and the others do', async () => {
    const some = en('status.now.some', { serving: 1, sites: 2 });
    await expect.poll(main, { timeout: 30_000, message: 'one of two serves' }).toContain(some);
    expect(await rowOf('This machine')).toContain(en('status.standing.serving'));
    expect(await rowOf(mumbai.en)).toContain(en('status.closed.no_node'));
    expect(await faultsOf(page, 'en')).toEqual([]);
  });

  test('a media server that falls silent is told within 20 seconds, and so is that it is back', async () => {
    signal('livekit', 'SIGSTOP');
    await expect.poll(main, { timeout: 20_000, message: 'nobody serves' }).toContain(en('status.now.none'));
    expect(await rowOf('This machine')).toContain(en('status.closed.unreadable'));
    signal('livekit', 'SIGCONT');
    const some = en('status.now.some', { serving: 1, sites: 2 });
    await expect.poll(main, { timeout: 30_000, message: 'it serves again' }).toContain(some);
    expect(
      await page
        .getByRole('listitem')
        .filter({ hasText: en('status.closed.unreadable') })
        .count(),
    ).toBeGreaterThan(0);
  });

  test('a watcher that falls silent makes it unknown, not fine', async () => {
    signal('worker', 'SIGSTOP');
    await expect.poll(main, { timeout: 60_000, message: 'nothing is known' }).toContain(en('status.now.unknown'));
    expect(await rowOf('This machine')).toContain(en('status.standing.unknown'));
    expect(await rowOf('This machine')).not.toContain(en('status.standing.serving'));
    expect(await faultsOf(page, 'en')).toEqual([]);
  });
});

async function reloaded<T>(page: Page, read: () => Promise<T>): Promise<T> {
  await page.reload();
  return read();
}
