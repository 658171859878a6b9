import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { faultsLeftOpen } from './open-questions.ts';

/**
 * Every look that a page must stand: narrow enough for a page enlarged to 400 % (WCAG 1.4.10), and wide; light and dark. At
 * one width only colours change with the theme.
 */
const looks = [
  { width: 320, colorScheme: 'light', rules: 'all' },
  { width: 320, colorScheme: 'dark', rules: 'colours' },
  { width: 1280, colorScheme: 'dark', rules: 'all' },
  { width: 1280, colorScheme: 'light', rules: 'colours' },
] as const;
type Look = (typeof looks)[number];
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The call is dark in either theme. */
export const callLooks: readonly Look[] = looks.filter(({ rules }) => rules === 'all');

/** What is wrong with the page as it stands, one sentence each. */
export async function faultsOf(page: Page, locale: string, wanted: readonly Look[] = looks): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { width, colorScheme, rules } of wanted) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const look = `${width} px, ${colorScheme}`;
    const { violations, incomplete } = await axe(page, rules).analyze();
    for (const { id, nodes } of violations)
      faults.push(`${look}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
    faults.push(...(await faultsLeftOpen(page, incomplete)).map((fault) => `${look}: ${fault}`));
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wider > 0) faults.push(`${look}: scrolls sideways by ${wider} px`);
  }
  return [...faults, ...(await faultsOfDocument(page, locale))];
}

function axe(page: Page, rules: Look['rules']): AxeBuilder {
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  return rules === 'all' ? builder.withTags(standard) : builder.withRules('color-contrast');
}

/** Elements whose colours are not yet those of the theme at the moment after it has changed; wants no motion. */
export async function slowToChangeTheme(page: Page): Promise<readonly string[]> {
  const slow: string[] = [];
  for (const colorScheme of ['dark', 'light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    slow.push(
      ...(await page.evaluate(async () => {
        const elements = [...document.querySelectorAll('body, body *')];
        const colours = () =>
          elements.map((element) => getComputedStyle(element)).map((style) => `${style.color} on ${style.backgroundColor}`);
        const atOnce = colours();
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        const settled = colours();
        return elements.flatMap(({ tagName }, at) =>
          atOnce[at] === settled[at] ? [] : [`${tagName}: ${String(atOnce[at])}, then ${String(settled[at])}`],
        );
      })),
    );
  }
  return slow;
}

async function faultsOfDocument(page: Page, locale: string): Promise<readonly string[]> {
  const { lang, title, h1, mains } = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title,
    h1: document.querySelectorAll('h1').length,
    mains: document.querySelectorAll('main').length,
  }));
  return [
    ...(lang === locale ? [] : [`html lang is ${lang}`]),
    ...(/^.+ - .+$/.test(title) ? [] : [`the title is "${title}"`]),
    ...(h1 === 1 ? [] : [`${h1} headings of level 1`]),
    ...(mains === 1 ? [] : [`${mains} main landmarks`]),
  ];
}

/**
 * The skip link comes first and works, and the tab key reaches the page's main action. A page that has moved the focus by
 * itself, to what went wrong, is left from there.
 */
export async function faultsOfKeyboard(page: Page, action: string | undefined): Promise<readonly string[]> {
  const startsElsewhere = await page.evaluate(() => document.activeElement !== document.body || location.hash !== '');
  if (!startsElsewhere) {
    await page.keyboard.press('Tab');
    const first = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    if (first !== '#main') return [`the first stop of the tab key is ${String(first)}, not the skip link`];
    await page.keyboard.press('Enter');
  }
  if (action === undefined) return [];
  for (let stop = 0; stop < 40; stop += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, action)) return [];
  }
  return [`the tab key does not reach ${action}`];
}
