import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { translator } from '@sabha/i18n/translator';
import { describe, expect, test } from 'vitest';
import { bundleBarePage } from '../benchmarks/src/bare/bundle.ts';
import { serveBarePage } from '../benchmarks/src/bare/server.ts';
import { fast } from '../benchmarks/src/network-profile.ts';
import { measureField, weighRoomAfterDoor, type FieldRun } from '../benchmarks/src/page-load.ts';
import { weighWithoutScript } from '../benchmarks/src/public-page.ts';
import { doorBudget, isKept, statusBudget, verdictLine, webinarBudget, type Check } from '../benchmarks/src/verdict.ts';
import { measureWebinar } from '../benchmarks/src/webinar-page.ts';
import { schedule } from './platform/api.ts';
import { openStage } from './platform/stage.ts';

/** Bytes only: they are the same on every machine. Times are compared by `npm run bench`, see docs/performance.md. */
const stage = openStage();
const locales = ['en-IN', 'hi-IN'] as const;

function broken(checks: readonly Check[]): readonly string[] {
  return checks.filter((check) => !isKept(check)).map(verdictLine);
}

describe('the door', () => {
  // Every code that could be one has a door, and they all weigh the same.
  test.each(locales)('can be used within its budget in %s, and keeps what was typed early', async (locale) => {
    const run = await measureField(stage.browser, { url: `${stage.platform.origin}/j/k7m-4qtx-9hb`, locale }, fast);
    expect(broken(doorBudget('door', run.untilRest))).toEqual([]);
    expect(run.typedSurvives).toBe(true);
    expect(run.untilRest.requests).toBeGreaterThan(0);
  });

  test('fetches the code of the call ahead, after itself', async () => {
    const run = await measureField(stage.browser, { url: `${stage.platform.origin}/j/k7m-4qtx-9hb`, locale: 'en-IN' }, fast);
    expect(run.untilRest.ahead).toBeGreaterThan(100_000);
    // A library too many in the call is seen here: the validator of the contracts alone was 26 kB.
    expect(run.untilRest.ahead).toBeLessThan(320_000);
  });

  test('so that the room loads no script of its own any more', async () => {
    const { api, context } = await stage.official('scheduler');
    const { joinCode, passcode } = await schedule(api, { title: 'Review of the monsoon plan' });
    await context.close();
    const room = await weighRoomAfterDoor(stage.browser, { url: `${stage.platform.origin}/j/${joinCode}`, passcode });
    expect(room.requests).toBeGreaterThan(0);
    expect(room.script).toBeLessThan(1_000);
  });
});

describe('a public webinar page', () => {
  test.each(locales)('is complete, with a way in that works, within its budget in %s and without script', async (locale) => {
    const { api, context } = await stage.official('scheduler');
    const title = `Clean water for every village ${locale}`;
    const { joinCode } = await schedule(api, { title, kind: 'webinar', description: 'Questions are answered at the end.' });
    await context.close();
    const expected = { url: `${stage.platform.origin}/w/${joinCode}`, locale, mustSay: [title, 'answered at the end'] };
    const run = await measureWebinar(stage.browser, expected, fast);
    expect(
      broken([...webinarBudget('without script', run.withoutScript), ...webinarBudget('until painted', run.untilPainted)]),
    ).toEqual([]);
  });
});

describe('the pages about the sites', () => {
  test.each(locales)('are complete within their budget in %s and without script, map and all', async (locale) => {
    const { hash } = await stagePolicy();
    const t = translator(locale === 'hi-IN' ? 'hi' : 'en', 'status');
    const pages = [
      { url: `${stage.platform.origin}/status`, locale, mustSay: [t('status.title'), t('status.map.source')] },
      { url: `${stage.platform.origin}/status/inventory`, locale, mustSay: [t('status.function.time'), hash] },
    ];
    for (const page of pages) {
      const weight = await weighWithoutScript(stage.browser, page, fast);
      expect(broken(statusBudget(page.url, weight))).toEqual([]);
      expect(weight).toMatchObject({ script: 0 });
    }
  });

  async function stagePolicy(): Promise<Readonly<{ hash: string }>> {
    const file = await readFile(join(stage.platform.home, 'residency.yaml'));
    return { hash: createHash('sha256').update(file).digest('hex') };
  }
});

describe('the scales', () => {
  // The red control: a page that is too heavy by its script alone is found out.
  test('find out a page that is too heavy', async () => {
    const weigh = async (ballast: number): Promise<FieldRun> => {
      const page = await bundleBarePage();
      const comment = `\n//${randomBytes(ballast)
        .toString('latin1')
        .replaceAll(/[\r\n\u2028\u2029]/g, ' ')}`;
      const site = await serveBarePage({ ...page, script: Buffer.concat([page.script, Buffer.from(comment, 'latin1')]) });
      try {
        return await measureField(stage.browser, { url: site.origin, locale: 'en-IN' }, fast);
      } finally {
        await site.close();
      }
    };
    expect(broken(doorBudget('bare', (await weigh(0)).untilRest))).toEqual([]);
    expect(broken(doorBudget('bare', (await weigh(20_000)).untilRest))).toEqual([
      expect.stringContaining('BROKEN bare: JavaScript'),
      expect.stringContaining('BROKEN bare: in all'),
    ]);
  });
});
