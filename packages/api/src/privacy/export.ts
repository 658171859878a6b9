import { readPersonalData } from '@sabha/db/stores/personal-data';
import { EXPORT_FORMAT, type PersonalExport } from '@sabha/domain/privacy/contract';
import { act } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';

/** Of the audit log the newest: whoever needs all asks an administrator, who can search. */
const MOST_ENTRIES = 2_000;

/** All that is held about whoever asks, and nothing about anybody else. That they took it is recorded, and is their receipt. */
export async function exportOwnData(context: MemberContext): Promise<PersonalExport> {
  const { db, clock } = context.services;
  const { personId } = context.actor;
  const held = await readPersonalData(db, { personId, entries: MOST_ENTRIES + 1 });
  if (!held) throw new Error('whoever is signed in is a person');
  const data = exportOf(held, clock());
  const detail = {
    memberships: data.memberships.length,
    invitations: data.invitations.length,
    places: data.places.length,
    entries: data.entries.list.length,
  };
  await act(context, async ({ record }) => record({ event: 'privacy.exported', outcome: 'ok', subjectId: personId, detail }));
  return data;
}

type HeldData = NonNullable<Awaited<ReturnType<typeof readPersonalData>>>;

/** Named one by one: a column that is added later is in it only when somebody has put it here. */
function exportOf({ person, ...held }: HeldData, now: Date): PersonalExport {
  return {
    format: EXPORT_FORMAT,
    madeAt: now.toISOString(),
    person: { id: person.id, name: person.name, email: person.email, since: person.createdAt.toISOString() },
    memberships: held.memberships.map(({ ministryId, departmentId, role, name, endedAt }) => ({
      ministryId,
      departmentId,
      role,
      name,
      endedAt: textOf(endedAt),
    })),
    accounts: held.accounts.map(({ provider, createdAt }) => ({ provider, since: createdAt.toISOString() })),
    sessions: held.sessions.map(({ createdAt, expiresAt }) => ({
      since: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })),
    organised: held.organised.map(({ id, title, startsAt }) => ({ meetingId: id, title, startsAt: startsAt.toISOString() })),
    invitations: held.invitations.map(({ meetingId, name, role, removedAt }) => ({
      meetingId,
      name,
      role,
      removedAt: textOf(removedAt),
    })),
    places: held.places.map(({ meetingId, displayName, role, requestedAt }) => ({
      meetingId,
      displayName,
      role,
      requestedAt: requestedAt.toISOString(),
    })),
    attendance: held.attendance.map(({ meetingId, joinedAt, leftAt }) => ({
      meetingId,
      joinedAt: textOf(joinedAt),
      leftAt: textOf(leftAt),
    })),
    entries: {
      isCut: held.entries.length > MOST_ENTRIES,
      // What they were refused is not theirs to have the ids of.
      list: held.entries.slice(0, MOST_ENTRIES).map(({ at, meetingId, ...entry }) => ({
        ...entry,
        at: at.toISOString(),
        meetingId: entry.outcome === 'ok' ? meetingId : null,
      })),
    },
  };
}

const textOf = (at: Date | null): string | null => at?.toISOString() ?? null;
