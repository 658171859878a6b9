/** What somebody is in the room, as the token says it: nobody can write it for themselves. */
import type { ParticipantRole } from '@sabha/domain/meeting/contract';

/** Written out, not imported: the contract would bring its validator along, a sixth of the call's code. */
const roles: Readonly<Record<ParticipantRole, true>> = { host: true, panellist: true, participant: true, audience: true };

export type Standing = Readonly<{ role: ParticipantRole | null; isGuest: boolean }>;

export function standingOf({ metadata }: Readonly<{ metadata?: string | undefined }>): Standing {
  try {
    const { role, kind } = JSON.parse(metadata ?? '') as Record<string, unknown>;
    return { role: isRole(role) ? role : null, isGuest: kind === 'guest' };
  } catch {
    return { role: null, isGuest: false };
  }
}

function isRole(value: unknown): value is ParticipantRole {
  return typeof value === 'string' && Object.hasOwn(roles, value);
}
