import type { Page } from 'playwright-core';

type Marks = { usableAt?: number; hydratedAt?: number; blockedMs: number };
type Probed = typeof globalThis & { sabhaNameField: Marks };

/**
 * Runs in the page before its own scripts. Usable: the page has painted, the field and the button that sends its form
 * are on it, enabled and with a size. Hydrated: React has taken the field over (it marks every node that it owns).
 */
export function watchNameField(selector: string): void {
  const marks: Marks = { blockedMs: 0 };
  (globalThis as Probed).sabhaNameField = marks;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) marks.blockedMs += task.duration - 50;
  }).observe({ type: 'longtask', buffered: true });

  const isReady = (element: HTMLInputElement | HTMLButtonElement | null | undefined) =>
    element != null && !element.disabled && element.getClientRects().length > 0;
  const look = () => {
    const field = document.querySelector<HTMLInputElement>(selector);
    const button = field?.form?.querySelector<HTMLButtonElement>('button:not([type=button])');
    const painted = performance.getEntriesByName('first-contentful-paint').length > 0;
    if (painted && isReady(field) && isReady(button)) marks.usableAt ??= performance.now();
    if (field !== null && Object.keys(field).some((key) => key.startsWith('__reactProps$')))
      marks.hydratedAt ??= performance.now();
    if (marks.usableAt === undefined || marks.hydratedAt === undefined) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Milliseconds after the navigation began. */
export async function fieldUsableAt(page: Page): Promise<number> {
  const found = await page.waitForFunction(() => (globalThis as Probed).sabhaNameField.usableAt, undefined, { polling: 50 });
  const usableAt = await found.jsonValue();
  if (usableAt === undefined) throw new Error('the name field was never usable');
  return usableAt;
}

export type Afterwards = Readonly<{ hydratedAt: number | null; blockedMs: number }>;

/** Read when the page has come to rest; `hydratedAt` is null where no React runs. */
export function fieldAfterwards(page: Page): Promise<Afterwards> {
  return page.evaluate(() => {
    const { hydratedAt, blockedMs } = (globalThis as Probed).sabhaNameField;
    return { hydratedAt: hydratedAt ?? null, blockedMs };
  });
}
