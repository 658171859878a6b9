import { translator } from '@sabha/i18n/translator';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openStage } from './platform/stage.ts';
import { faultsOf } from './scenes/look.ts';

const [en, hi] = [translator('en', 'incident'), translator('hi', 'incident')];
const stage = openStage();
const { platform } = stage;

/** Written down with no more than the two things that are needed. */
async function writeDown(page: Page): Promise<void> {
  await page.goto(`${platform.origin}/incidents`);
  await page
    .getByRole('link', { name: en('incident.new.title') })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: en('incident.new.title') }).waitFor();
  await page.getByLabel(en('incident.field.type')).selectOption('data_breach');
  await page.getByRole('button', { name: en('incident.new.submit') }).click();
  await page.getByText(en('incident.done.opened')).waitFor();
}
const press = async (page: Page, name: string, then: string) => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByText(then, { exact: true }).waitFor();
};
const fill = (page: Page, field: 'organisation' | 'systems' | 'scope' | 'indicators' | 'containment' | 'contact', text: string) =>
  page.getByLabel(en(`incident.field.${field}`)).fill(text);

test('an administrator takes an incident from its first minute to its end without a script', async () => {
  const { page } = await stage.official('administrator', { javaScript: false });
  await page.goto(`${platform.origin}/organisation`);
  await page.getByRole('link', { name: en('incident.open') }).click();
  await page.getByRole('heading', { level: 1, name: en('incident.title') }).waitFor();
  await writeDown(page);
  await page.getByText(/^5 hours 5\d minutes left$|^6 hours left$/).waitFor();
  const missing = page.getByRole('region', { name: en('incident.missing.title') });
  expect(await missing.innerText()).toContain(en('incident.field.indicators'));
  expect(await page.getByRole('button', { name: en('incident.file.partial') }).count(), 'nothing can be filed yet').toBe(0);

  await page.getByLabel(en('incident.field.date')).fill('2099-01-01');
  await fill(page, 'organisation', 'Ministry of Demonstration');
  await page.getByRole('button', { name: en('incident.edit.submit') }).click();
  await page.getByRole('alert').getByText(en('incident.problem.future')).waitFor();
  expect(await page.getByLabel(en('incident.field.organisation')).inputValue(), 'what was written stays').toContain(
    'Demonstration',
  );
  const now = new Date(Date.now() - 60_000 + 330 * 60_000).toISOString(); // as a clock in India has it
  await page.getByLabel(en('incident.field.date')).fill(now.slice(0, 10));
  await page.getByLabel(en('incident.field.time')).fill(now.slice(11, 16));
  await fill(page, 'contact', 'Asha Rao, +91 11 2300 0000');
  await press(page, en('incident.edit.submit'), en('incident.done.saved'));

  await press(page, en('incident.file.partial'), en('incident.done.filed'));
  await press(page, en('incident.breach.declare'), en('incident.done.declared'));
  await page.getByText(/^71 hours 5\d minutes left$/).waitFor();
  for (const field of ['systems', 'scope', 'indicators', 'containment'] as const)
    await fill(page, field, `What is known of ${field}`);
  await press(page, en('incident.edit.submit'), en('incident.done.saved'));
  await page.getByLabel(en('incident.file.reference')).fill('CERTIn-12345');
  await press(page, en('incident.file.full'), en('incident.done.filed'));
  await press(page, en('incident.breach.board'), en('incident.done.board'));
  await press(page, en('incident.breach.persons'), en('incident.done.persons'));
  await press(page, en('incident.close.submit'), en('incident.done.closed'));
  expect(await page.getByRole('main').innerText()).toContain('What is known of indicators');
  expect(await page.getByRole('button', { name: en('incident.edit.submit') }).count()).toBe(0);
});

test('both files come as downloads', async () => {
  const { page } = await stage.official('administrator');
  await writeDown(page);
  for (const [file, begins] of [
    ['report', '%PDF-'],
    ['records', '{\n "format": "sabha.incident/bundle/v1"'],
  ] as const) {
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: en(`incident.files.${file}`) }).click();
    const bytes = await readFile(await (await coming).path());
    expect(bytes.toString('latin1').startsWith(begins)).toBe(true);
    if (file === 'report')
      expect(bytes.toString('latin1').match(/\/FontFile2/g), 'with the letters of both scripts').toHaveLength(2);
  }
});

test('nobody overwrites unseen what somebody else wrote, and nothing is lost', async () => {
  const { context, page } = await stage.official('administrator');
  await writeDown(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await fill(page, 'scope', 'Forty people');
  await fill(other, 'scope', 'Fifty people');
  await press(page, en('incident.edit.submit'), en('incident.done.saved'));
  await other.getByRole('button', { name: en('incident.edit.submit') }).click();
  await other.getByRole('alert').getByText(en('incident.problem.changed')).waitFor();
  expect(await other.getByLabel(en('incident.field.scope')).inputValue()).toBe('Fifty people');
  await other
    .getByRole('alert')
    .getByRole('link', { name: en('incident.problem.see') })
    .waitFor();
  await press(other, en('incident.edit.submit'), en('incident.done.saved'));
  await press(page, en('incident.breach.declare'), en('incident.problem.moved'));
  expect(await page.getByLabel(en('incident.field.scope')).inputValue()).toBe('Fifty people');
});

test('the pages stand every look, and nobody else reads them', async () => {
  const { context, page } = await stage.official('administrator');
  await writeDown(page);
  await press(page, en('incident.breach.declare'), en('incident.done.declared'));
  const address = page.url().split('?')[0] ?? '';
  for (const [locale, t] of [
    ['en', en],
    ['hi', hi],
  ] as const) {
    await context.addCookies([{ name: 'sabha-locale', value: locale, url: platform.origin }]);
    for (const [path, title] of [
      [`${platform.origin}/incidents`, t('incident.title')],
      [`${platform.origin}/incidents/new`, t('incident.new.title')],
      [address, t('incident.type.data_breach')],
    ] as const) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      expect(await faultsOf(page, locale), path).toEqual([]);
    }
  }
  const member = await stage.official('scheduler');
  await member.page.goto(`${platform.origin}/incidents`);
  expect(await member.page.getByRole('main').innerText()).not.toContain(en('incident.type.data_breach'));
  for (const path of ['', '/report', '/records']) {
    const outsider = await stage.official('outsider');
    expect((await outsider.context.request.get(`${address}${path}`)).status(), path).toBe(404);
  }
});
