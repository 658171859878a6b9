import { beforeEach, expect, test, vi } from 'vitest';
import * as incidents from './incidents/actions.ts';
import * as meetings from './meetings/actions.ts';
import * as organisation from './organisation/actions.ts';

const { denials } = vi.hoisted(() => ({ denials: [] as string[] }));
vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => ({}));
vi.mock('next/navigation', () => ({
  redirect(to: string) {
    throw new Error(`redirected to ${to}`);
  },
}));
vi.mock('../trpc/server.ts', () => ({ requestContext: async () => ({ actor: { kind: 'anonymous' } }) }));
vi.mock('@sabha/api/core/denial', () => ({
  noteDenial: async (_context: unknown, { code }: { code: string }, { action }: { action: string }) =>
    void denials.push(`${action} ${code}`),
}));
beforeEach(() => void denials.splice(0));

/** Whoever looks into it is found out. */
const unread = () =>
  new Proxy(new FormData(), {
    get(_form, name) {
      throw new Error(`the form was asked for ${String(name)}`);
    },
  });
const state = { attempt: 0, values: {}, problems: [], refusal: null } as never;
const edit = '/meetings/m/edit';

test.each([
  ['meeting.schedule', '/meetings/new', () => meetings.scheduleMeeting(state, unread())],
  ['meeting.edit', edit, () => meetings.editMeeting('m', state, unread())],
  ['incident.open', '/incidents/new', () => incidents.openIncident('m', state, unread())],
  ['incident.edit', '/incidents/i', () => incidents.editIncident('i', state, unread())],
  ['incident.file', '/incidents/i', () => incidents.fileReport('i', unread())],
  ['incident.declare_breach', '/incidents/i', () => incidents.declareBreach('i', unread())],
  ['incident.tell_board', '/incidents/i', () => incidents.tellBoard('i', unread())],
  ['incident.tell_persons', '/incidents/i', () => incidents.tellPersons('i', unread())],
  ['incident.close', '/incidents/i', () => incidents.closeIncident('i', unread())],
  ['organisation.add_member', '/organisation', () => organisation.addMember('m', unread())],
  ['organisation.set_role', '/organisation', () => organisation.setRole('m', unread())],
  ['organisation.remove_member', '/organisation', () => organisation.removeMember('m', unread())],
  ['organisation.add_department', '/organisation', () => organisation.addDepartment('m', unread())],
])('%s looks into nothing that somebody without a session sent, and records the try', async (...[action, path, run]) => {
  await expect(run()).rejects.toThrow(`redirected to /sign-in?next=${encodeURIComponent(path)}`);
  expect(denials).toEqual([`${action} not_signed_in`]);
});
