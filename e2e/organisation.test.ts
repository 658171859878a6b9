import { translator } from '@sabha/i18n/translator';
import { beforeAll, describe, expect, test } from 'vitest';
import type { MeView } from '@sabha/domain/organisation/contract';
import { askForLink, followLink, people } from './platform/sign-in.ts';
import { openStage, type Person } from './platform/stage.ts';

const t = translator('en', 'organisation', 'schedule', 'errors');
const stage = openStage();
const { platform } = stage;
const { origin } = platform;

const department = 'Rivers and canals';
const newcomer = { name: 'Harish Rao', email: 'harish.rao@demo.sabha.localhost' };

let administrator: Person;
/** At a desk of their own, to see what each change is worth. */
let member: Person;

beforeAll(async () => {
  administrator = await stage.official('administrator');
  member = await stage.citizen();
  await administrator.page.goto(`${origin}/organisation`);
});

const done = (page: Person['page'], what: 'member' | 'role' | 'removed' | 'department') =>
  page.getByText(t(`organisation.done.${what}`), { exact: true }).waitFor();
const section = (page: Person['page']) => page.getByRole('region', { name: t('organisation.members', { department }) });
const rowOf = (page: Person['page'], name: string) => section(page).getByRole('listitem').filter({ hasText: name });
const rolesOf = async ({ api }: Person) => (await api.mustQuery<MeView>('me.get')).memberships.map(({ role }) => role);

describe('an administrator', () => {
  test('adds a department, and not twice by the same name', async () => {
    const { page } = administrator;
    const add = async () => {
      await page.getByLabel(t('organisation.departmentName'), { exact: true }).fill(department);
      await page.getByLabel(t('organisation.departmentNameHi'), { exact: true }).fill('नदियाँ और नहरें');
      await page.getByRole('button', { name: t('organisation.addDepartment') }).click();
    };
    await add();
    await done(page, 'department');
    const card = page.getByRole('navigation', { name: t('organisation.departments') }).getByRole('listitem');
    await card
      .filter({ hasText: department })
      .getByText(t('organisation.memberCount', { count: 0 }))
      .waitFor();
    await section(page).getByText(t('organisation.none')).waitFor();
    await add();
    await page.getByText(t('organisation.problem.name_taken')).waitFor();
  });

  test('adds a member, who signs in with the address and schedules nothing yet', async () => {
    const { page } = administrator;
    await page
      .getByText(t('organisation.addMember'), { exact: true })
      .and(page.locator(`summary[aria-label$="${department}"]`))
      .click();
    const form = section(page)
      .locator('form')
      .filter({ has: page.locator('input[type=email]') });
    await form.getByLabel(t('organisation.name'), { exact: true }).fill(newcomer.name);
    await form.getByLabel(t('organisation.address'), { exact: true }).fill(newcomer.email);
    await form.getByRole('button', { name: t('organisation.addMember') }).click();
    await done(page, 'member');
    await rowOf(page, newcomer.name).getByText(newcomer.email).waitFor();

    await followLink(member.page, platform, await askForLink(member.page, platform, newcomer.email));
    expect(await rolesOf(member)).toEqual(['member']);
    expect(await member.page.getByRole('link', { name: t('schedule.list.new') }).count()).toBe(0);
  });

  test('changes the role, and the member may schedule at once', async () => {
    const { page } = administrator;
    await rowOf(page, newcomer.name)
      .getByLabel(t('organisation.roleOf', { name: newcomer.name }), { exact: true })
      .selectOption('scheduler');
    await page.getByRole('button', { name: t('organisation.setRoleOf', { name: newcomer.name }) }).click();
    await done(page, 'role');
    expect(await page.getByLabel(t('organisation.roleOf', { name: newcomer.name }), { exact: true }).inputValue()).toBe(
      'scheduler',
    );
    expect(await rolesOf(member)).toEqual(['scheduler']);
    await member.page.reload();
    await member.page
      .getByRole('link', { name: t('schedule.list.new') })
      .first()
      .click();
    await member.page.getByRole('heading', { level: 1, name: t('schedule.new.title') }).waitFor();
  });

  test('removes the member, after being asked, and the member is out', async () => {
    const { page } = administrator;
    const row = rowOf(page, newcomer.name);
    await row.locator('summary').click();
    await row.getByText(t('organisation.removeText', { name: newcomer.name })).waitFor();
    await row.getByRole('button', { name: t('organisation.removeNamed', { name: newcomer.name }) }).click();
    await done(page, 'removed');
    await section(page).getByText(t('organisation.none')).waitFor();
    expect(await member.api.query('me.get')).toMatchObject({ ok: false, error: { code: 'not_signed_in' } });
    await member.page.goto(`${origin}/meetings`);
    await member.page.waitForURL(`${origin}/sign-in**`);
  });

  test('cannot leave the ministry without one', async () => {
    const { page } = administrator;
    const own = page
      .getByRole('listitem')
      .filter({ has: page.getByLabel(t('organisation.roleOf', { name: people.administrator }), { exact: true }) });
    await own.locator('summary').click();
    await own.getByRole('button', { name: t('organisation.removeNamed', { name: people.administrator }) }).click();
    await page.getByText(t('organisation.problem.last_administrator')).waitFor();
    expect(await rolesOf(administrator)).toContain('administrator');
  });
});

test('nobody else has the page: a scheduler finds no link to it, and is told no', async () => {
  const { page } = await stage.official('scheduler');
  expect(await page.getByRole('link', { name: t('organisation.title') }).count()).toBe(0);
  await page.goto(`${origin}/organisation`);
  await page.getByRole('heading', { level: 1, name: t('errors.not_allowed.title') }).waitFor();
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
});
