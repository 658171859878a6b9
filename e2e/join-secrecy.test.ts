import { expect, test } from 'vitest';
import { translator } from '@sabha/i18n/translator';
import { schedule } from './platform/api.ts';
import { fillDoor } from './platform/room.ts';
import { openStage } from './platform/stage.ts';

const t = translator('en', 'errors');
const stage = openStage();
const { origin } = stage.platform;
const wrongPasscode = '000-000-000';

test('a wrong code and a wrong passcode lead to the same page, and to the same answer of the API', async () => {
  const scheduler = await stage.official('scheduler');
  const real = await schedule(scheduler.api, { title: 'Secret title' });
  const membersOnly = await schedule(scheduler.api, { title: 'No guests', access: 'ministry' });
  const { page, api } = await stage.citizen();
  const seen = [];
  for (const [joinCode, passcode] of [
    [real.joinCode, wrongPasscode],
    ['000-0000-000', wrongPasscode],
    [membersOnly.joinCode, membersOnly.passcode],
  ] as const) {
    await fillDoor(page, origin, { meeting: { joinCode, passcode }, name: 'Guesser' });
    await page.getByText(t('errors.join_refused.title')).waitFor();
    const same = (text: string) => text.replaceAll(joinCode, 'CODE').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');
    const answer = await api.mutate('join.asGuest', { joinCode, passcode, displayName: 'Guesser' });
    seen.push({
      address: same(page.url()),
      text: same(await page.locator('body').innerText()),
      answer: answer.ok ? answer : { status: answer.status, code: answer.error.code },
    });
  }
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
  expect(seen[0]?.text).not.toContain('Secret title');
});
