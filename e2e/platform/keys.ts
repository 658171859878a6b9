/** Somebody who has no mouse: the page is walked by the tab key, and wherever the focus comes it must be seen. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** More stops than any page has. */
const STOPS = 80;

/** Walks forward to the element, looking at each stop on the way. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
    expect(await page.evaluate(faultOfFocus), `at stop ${stop} on the way to ${String(target)}`).toBeNull();
  }
  throw new Error(`the tab key does not reach ${String(target)}`);
}

/** Walks to it and presses Enter. */
export async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** Walks to it and presses the space bar, as one does with switches. */
export async function flip(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(' ');
}

export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(text);
}

/** Polls until the focus has come there by itself. */
export async function expectFocus(target: Locator, why: string): Promise<void> {
  await expect.poll(() => hasFocus(target), { timeout: 10_000, interval: 50, message: `the focus ${why}` }).toBe(true);
}

const hasFocus = async (target: Locator): Promise<boolean> =>
  (await target.count()) === 1 && target.evaluate((element) => element === document.activeElement);

/** What keeps people from seeing where they are (WCAG 2.4.7, 2.4.11), or null. Runs in the page. */
function faultOfFocus(): string | null {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return null; // the browser's own bar: behind the last stop
  const name = `${focused.tagName} "${(focused.getAttribute('aria-label') ?? focused.textContent).trim().slice(0, 40)}"`;
  // The button of the calendar inside such a field is a stop of its own, around which the browser draws a ring: out of a
  // script's sight, looked at by eye.
  const isPicker = focused.matches('input:is([type=date], [type=time]):not(:focus-visible)');
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  const isRinged = focused.matches(':focus-visible') && outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
  if (!isPicker && !isRinged) return `${name} does not show the focus`;
  const { left, top, right, bottom } = focused.getBoundingClientRect();
  if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight) return `${name} is out of sight`;
  const inSight = (value: number, most: number) => Math.min(Math.max(value, 1), most - 1);
  const at = document.elementFromPoint(inSight((left + right) / 2, innerWidth), inSight((top + bottom) / 2, innerHeight));
  return at !== null && (focused.contains(at) || at.contains(focused)) ? null : `${name} lies behind ${at?.tagName ?? 'nothing'}`;
}
