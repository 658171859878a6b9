import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { MemberContext } from '../core/member-context.ts';
import { createCaller } from '../root.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { browser, refusal, type Scheduled, schedule } from '../testing/meetings.ts';
import { as, makeMinistry } from '../testing/ministries.ts';

let harness: Harness;
let organiser: MemberContext;
let shown: Scheduled;

beforeAll(async () => {
  harness = await openHarness();
  const health = await makeMinistry(harness, 'health');
  organiser = await as(harness, health, 'scheduler');
  const invitees = [{ email: health.emails.host, name: 'Dr Meera Rao', role: 'panellist' as const }];
  shown = await schedule(organiser, { kind: 'webinar', title: 'Clean water', description: 'All about it', invitees });
});
afterAll(() => harness.close());

const anybody = () => createCaller(browser(harness)).webinar;

describe('a public webinar', () => {
  it('is in the list of all and of its ministry, without what only its page tells', async () => {
    const [listed, ofMinistry] = [await anybody().list({}), await anybody().list({ ministrySlug: 'health' })];
    expect(listed).toMatchObject([{ title: 'Clean water', ministrySlug: 'health', status: 'scheduled' }]);
    expect(ofMinistry).toEqual(listed);
    expect(JSON.stringify(listed)).not.toMatch(/All about it|Meera|description|passcode|@/);
    expect(await anybody().list({ ministrySlug: 'finance' })).toEqual([]);
  });

  it('has a page with its description and speakers', async () => {
    const page = await anybody().get({ joinCode: shown.joinCode });
    expect(page).toMatchObject({ description: 'All about it', panellists: ['health scheduler', 'Dr Meera Rao'] });
    expect(JSON.stringify(page)).not.toMatch(new RegExp(`${shown.passcode}|@|${shown.meetingId}`));
  });

  it('comes with as many others as were asked for', async () => {
    await schedule(organiser, { kind: 'webinar', title: 'Clean air' });
    expect(await anybody().list({ limit: 1 })).toHaveLength(1);
    expect(await refusal(anybody().list({ limit: 101 }))).toBe('bad_input');
  });
});

test.each([
  ['a webinar of the ministry', { kind: 'webinar', access: 'ministry' }],
  ['a webinar for the invited', { kind: 'webinar', access: 'invited' }],
  ['a meeting that is open to guests', { kind: 'meeting', access: 'link' }],
] as const)('%s is in neither list and has no page', async (...[, plan]) => {
  const hidden = await schedule(organiser, { ...plan, title: 'Not for everybody' });
  for (const list of [await anybody().list({}), await anybody().list({ ministrySlug: 'health' })]) {
    expect(list.length).toBeGreaterThan(0);
    expect(JSON.stringify(list)).not.toContain('Not for everybody');
  }
  expect(await refusal(anybody().get({ joinCode: hidden.joinCode }))).toBe('not_found');
  // Not even to those who may read it elsewhere: what this page shows is shown to all.
  expect(await refusal(createCaller(organiser).webinar.get({ joinCode: hidden.joinCode }))).toBe('not_found');
});

test.each(['he\u0000alth', 'Health', "health' or '1'='1", '../health', '', 'स्वास्थ्य'])(
  'a ministry of the name %j is not even looked for',
  async (ministrySlug) => {
    expect(await refusal(anybody().list({ ministrySlug }))).toBe('bad_input');
  },
);
