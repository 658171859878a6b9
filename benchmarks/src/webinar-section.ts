import type { Browser } from 'playwright-core';
import { fast, slow } from './network-profile.ts';
import { kilobytes, type Section } from './report.ts';
import { measureWebinar, type WebinarExpectation, type WebinarRun } from './webinar-page.ts';
import { webinarBudget, type Check } from './verdict.ts';

/** Bytes until a public webinar can be read and joined. One run each: bytes do not vary, and completeness either holds or throws. */
export async function webinarSection(browser: Browser, webinar: Omit<WebinarExpectation, 'locale'>): Promise<Section> {
  const rows: string[][] = [];
  const checks: Check[] = [];
  for (const locale of ['en-IN', 'hi-IN'] as const) {
    for (const profile of [fast, slow]) {
      const run = await measureWebinar(browser, { ...webinar, locale }, profile);
      rows.push([locale, profile.name, ...figures(run)]);
      const promise = `webinar page, ${locale}, ${profile.name}`;
      checks.push(...webinarBudget(`${promise}, without script`, run.withoutScript));
      checks.push(...webinarBudget(`${promise}, until painted`, run.untilPainted));
    }
  }
  const columns = [
    'language',
    'network',
    'kB without script, fonts too',
    'kB until painted',
    'painted',
    'JS kB at rest',
    'kB at rest',
  ];
  return { tables: [{ title: 'A public webinar page, complete and with a way in that works', columns, rows }], checks };
}

function figures({ withoutScript, untilPainted, paintedAt, untilRest }: WebinarRun): string[] {
  return [
    kilobytes(withoutScript.all),
    kilobytes(untilPainted.all),
    `${Math.round(paintedAt)} ms`,
    kilobytes(untilRest.script),
    kilobytes(untilRest.all),
  ];
}
