/**
 * Real browsers inside the same run, so that synthetic figures can be believed: one speaks in a webinar of its own on the same
 * servers, the others open its public page and watch, as citizens do.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { translator } from '@sabha/i18n/translator';
import { messageOf } from '../../../infra/local/src/fault.ts';
import { quietFlags } from '../../../infra/local/src/setup/chromium-flags.ts';
import { chromium as browserProgram, onPath } from '../../../infra/local/src/setup/debian-program.ts';
import type { Stage, StagedMeeting } from '../stage/stage-file.ts';
import { sum } from '../statistics.ts';
import { firstFrameAt, heard, probe } from './probe.ts';

const t = translator('en', 'call', 'webinar', 'door');

/** Fake devices, and nobody is asked for them. */
const flags = [
  ...quietFlags,
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream=fps=10',
  '--autoplay-policy=no-user-gesture-required',
];

export type BrowserFindings = Readonly<{
  browsers: number;
  /** From the click on the public page to the first frame painted. */
  firstFrameMs: readonly number[];
  watchedMinutes: number;
  freezes: number;
  audioGaps: number;
  /** What went wrong with a browser, in words. */
  failures: readonly string[];
}>;

export type Watching = Readonly<{
  stage: Stage;
  count: number;
  own(pid: number, name: string): void;
  say(line: string): void;
}>;

/** Real browsers that stand at the door, ready to watch. */
export type Watchers = Readonly<{
  /** Each opens the webinar by one click and watches it for `seconds`. */
  watch(seconds: number): Promise<BrowserFindings>;
  close(): Promise<void>;
}>;

/**
 * The speaker is on and the public page lies open in front of the viewers before the load begins: a browser that starts takes
 * seconds of a processor. @returns null where none was asked for, or there is no browser on this machine, which is said
 */
export async function openBrowsers({ stage, count, own, say }: Watching): Promise<Watchers | null> {
  const webinar = stage.truth;
  if (count === 0 || webinar === null) return null;
  const program = onPath(browserProgram);
  if (program === undefined) {
    say('  no browser on PATH: nothing real watches this scenario');
    return null;
  }
  const server = await chromium.launchServer({ executablePath: program, headless: true, args: flags });
  own(server.process().pid ?? 0, 'browsers');
  const browser = await chromium.connect(server.wsEndpoint());
  const close = async () => {
    await browser.close();
    await server.close();
  };
  try {
    await speak(browser, { stage, webinar });
    const doors = await Promise.all(Array.from({ length: count }, () => openDoor(browser, { stage, webinar })));
    return { watch: (seconds) => watchAll(doors, seconds), close };
  } catch (error) {
    const nothing = { browsers: count, firstFrameMs: [], watchedMinutes: 0, freezes: 0, audioGaps: 0 };
    return { watch: () => Promise.resolve({ ...nothing, failures: [firstLine(error)] }), close };
  }
}

async function watchAll(doors: readonly Door[], seconds: number): Promise<BrowserFindings> {
  const settled = await Promise.allSettled(doors.map((door) => watchOne(door, seconds)));
  const seen = settled.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
  return {
    browsers: doors.length,
    firstFrameMs: seen.map(({ firstFrameMs }) => firstFrameMs),
    watchedMinutes: (seen.length * seconds) / 60,
    freezes: sum(seen.map(({ freezes }) => freezes)),
    audioGaps: sum(seen.map(({ gaps }) => gaps)),
    failures: settled.flatMap((one) => (one.status === 'rejected' ? [firstLine(one.reason)] : [])),
  };
}

type There = Readonly<{ stage: Stage; webinar: StagedMeeting }>;

async function openTab(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-IN',
    viewport: { width: 1280, height: 800 },
    permissions: ['camera', 'microphone'],
  });
  context.setDefaultTimeout(30_000);
  await context.addInitScript(probe);
  return context.newPage();
}

/** The organiser, by the session that the stage was set with. */
async function speak(browser: Browser, { stage, webinar }: There): Promise<void> {
  const page = await openTab(browser);
  const [name = '', value = ''] = stage.officials.scheduler.cookie.split('=');
  await page.context().addCookies([{ name, value, url: stage.target }]);
  await page.goto(`${stage.target}/j/${webinar.joinCode}/room`);
  await page.getByRole('button', { name: t('door.preview.camera.off') }).waitFor();
  await page.getByRole('button', { name: new RegExp(`^(?:${t('door.preview.start')}|${t('door.preview.join')})$`) }).click();
  await page.getByRole('group', { name: t('call.controls') }).waitFor();
}

type Door = Readonly<{ page: Page; button: Locator }>;

async function openDoor(browser: Browser, { stage, webinar }: There): Promise<Door> {
  const page = await openTab(browser);
  await page.goto(`${stage.target}/w/${webinar.joinCode}`);
  const button = page.getByRole('button', { name: t('webinar.join.submit') });
  await button.waitFor();
  return { page, button };
}

async function watchOne({ page, button }: Door, seconds: number) {
  const clickedAt = Date.now();
  await button.click();
  const firstFrameMs = (await firstFrameAt(page)) - clickedAt;
  const before = await heard(page);
  await pause(seconds * 1000);
  const after = await heard(page);
  if (after.frames <= before.frames) throw new Error('a browser saw no further frame');
  return { firstFrameMs, freezes: after.freezes - before.freezes, gaps: after.gaps - before.gaps };
}

const firstLine = (error: unknown): string => messageOf(error).split('\n')[0] ?? '';
