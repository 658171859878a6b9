/** Every page, in the state in which it is looked at: by the accessibility tests and by whoever makes the screenshots. */
import type { Page } from 'playwright-core';
import type { Unreadable } from '../platform/database.ts';
import type { Cast } from './cast.ts';

export type PlainScene = Readonly<{
  name: string;
  who: 'visitor' | 'scheduler' | 'administrator';
  path: string | ((cast: Cast) => string);
  /** What the page is for, reached by the keyboard. */
  action?: string;
  status?: 404 | 500;
  /** What is done on the page before it is looked at. */
  then?: (page: Page) => Promise<void>;
}>;

const id = '00000000-0000-4000-8000-000000000000';

export const plainScenes: readonly PlainScene[] = [
  { name: 'home', who: 'visitor', path: '/', action: '#code' },
  { name: 'home-wrong-code', who: 'visitor', path: '/?error=code#code', action: '#code' },
  { name: 'about', who: 'visitor', path: '/about' },
  { name: 'accessibility', who: 'visitor', path: '/accessibility' },
  { name: 'status', who: 'visitor', path: '/status', action: 'main a[href="/status/inventory"]' },
  { name: 'inventory', who: 'visitor', path: '/status/inventory', action: 'main a[href="/status"]' },
  { name: 'verify', who: 'visitor', path: '/verify', action: '#file' },
  { name: 'webinars', who: 'visitor', path: '/webinars', action: 'main li a' },
  { name: 'webinars-of-ministry', who: 'visitor', path: '/webinars/demonstration', action: 'main li a' },
  { name: 'webinar', who: 'visitor', path: ({ webinar }) => `/w/${webinar.joinCode}`, action: 'main form button' },
  {
    name: 'webinar-refused',
    who: 'visitor',
    path: ({ webinar }) => `/w/${webinar.joinCode}?error=too_many_attempts&id=${id}`,
    action: 'main form button',
  },
  { name: 'webinar-live', who: 'visitor', path: ({ running }) => `/w/${running.webinar.joinCode}`, action: 'main form button' },
  { name: 'webinar-ended', who: 'visitor', path: ({ ended }) => `/w/${ended.webinar.joinCode}` },
  { name: 'webinar-cancelled', who: 'visitor', path: ({ cancelled }) => `/w/${cancelled.webinar.joinCode}` },
  { name: 'sign-in', who: 'visitor', path: '/sign-in', action: 'main form button' },
  { name: 'sign-in-failed', who: 'visitor', path: `/sign-in?error=no_membership&id=${id}`, action: 'main form button' },
  { name: 'sign-in-bad-address', who: 'visitor', path: `/sign-in?error=bad_email&id=${id}`, action: '#email' },
  { name: 'sign-in-mail-sent', who: 'visitor', path: '/sign-in/mail', action: 'main a' },
  { name: 'sign-in-confirm', who: 'visitor', path: '/sign-in/confirm?token=abc', action: 'main form button' },
  { name: 'door', who: 'visitor', path: ({ meeting }) => `/j/${meeting.joinCode}`, action: '#displayName' },
  {
    name: 'door-refused',
    who: 'visitor',
    path: ({ meeting }) => `/j/${meeting.joinCode}?error=join_refused&id=${id}`,
    action: '#passcode',
  },
  {
    name: 'door-locked',
    who: 'visitor',
    path: ({ meeting }) => `/j/${meeting.joinCode}?error=meeting_locked&id=${id}`,
    action: '#displayName',
  },
  { name: 'not-found', who: 'visitor', path: '/nowhere', status: 404, action: 'main a' },
  { name: 'no-such-code', who: 'visitor', path: '/j/not-a-code', status: 404, action: 'main a' },
  { name: 'door-member', who: 'scheduler', path: ({ meeting }) => `/j/${meeting.joinCode}`, action: 'main form button' },
  { name: 'meetings', who: 'scheduler', path: '/meetings', action: 'main a[href="/meetings/new"]' },
  { name: 'meetings-past', who: 'scheduler', path: '/meetings?when=past' },
  { name: 'schedule', who: 'scheduler', path: '/meetings/new', action: '#title' },
  {
    name: 'schedule-problems',
    who: 'scheduler',
    path: '/meetings/new',
    async then(page) {
      await page.locator('#title').fill('x');
      await page.locator('#date').fill('2020-01-01');
      await page.locator('#time').fill('10:00');
      await page.locator('#invitees').fill('nobody');
      await page.locator('main form button[type=submit]').click();
      await page.locator('[aria-invalid=true]').first().waitFor();
    },
  },
  { name: 'meeting', who: 'scheduler', path: ({ meeting }) => `/meetings/${meeting.meetingId}`, action: 'main a[href^="/j/"]' },
  {
    name: 'meeting-live',
    who: 'scheduler',
    path: ({ running }) => `/meetings/${running.meeting.meetingId}`,
    action: 'main a[href^="/j/"]',
  },
  { name: 'meeting-cancelled', who: 'scheduler', path: ({ cancelled }) => `/meetings/${cancelled.meeting.meetingId}` },
  { name: 'attendance', who: 'scheduler', path: ({ meeting }) => `/meetings/${meeting.meetingId}?show=attendance` },
  { name: 'receipt', who: 'scheduler', path: ({ meeting }) => `/meetings/${meeting.meetingId}/receipt`, action: 'main a' },
  { name: 'my-data', who: 'scheduler', path: '/account/privacy', action: 'main a' },
  { name: 'record', who: 'scheduler', path: ({ running }) => `/meetings/${running.meeting.meetingId}/record`, action: 'main a' },
  { name: 'edit-meeting', who: 'scheduler', path: ({ meeting }) => `/meetings/${meeting.meetingId}/edit`, action: '#title' },
  { name: 'no-such-meeting', who: 'scheduler', path: `/meetings/${id}`, status: 404, action: 'main a' },
  { name: 'media-servers', who: 'administrator', path: '/status/nodes', action: 'main a[href="/status"]' },
  { name: 'rules', who: 'administrator', path: '/status/rules', action: 'main a[href="/status"]' },
  { name: 'organisation', who: 'administrator', path: '/organisation', action: 'main button' },
  { name: 'privacy', who: 'administrator', path: '/organisation/privacy', action: '#email' },
  { name: 'audit-log', who: 'administrator', path: '/organisation/audit', action: '#from' },
  { name: 'incidents', who: 'administrator', path: '/incidents', action: 'main a[href^="/incidents/new"]' },
  { name: 'incident-new', who: 'administrator', path: '/incidents/new', action: '#type' },
];

/** What people see when a page cannot be made. */
export type BrokenScene = PlainScene & Readonly<{ unreadable: Unreadable }>;

export const brokenScenes: readonly BrokenScene[] = [
  { name: 'error-public', who: 'visitor', path: '/webinars', unreadable: 'meetings', status: 500 },
  { name: 'error-member', who: 'scheduler', path: '/meetings', unreadable: 'meetings' },
  { name: 'error-boundary', who: 'scheduler', path: '/meetings', unreadable: 'memberships', status: 500 },
];

export async function show(scene: PlainScene, cast: Cast): Promise<Page> {
  const { page } = cast[scene.who];
  const path = typeof scene.path === 'string' ? scene.path : scene.path(cast);
  await page.goto(`${cast.origin}${path}`);
  await scene.then?.(page);
  return page;
}
