import type { Viewer } from '@sabha/db/stores/meetings';
import type { MemberActor } from '@sabha/domain/actor';
import type { Context } from './context.ts';

/** A request of somebody who is signed in. */
export type MemberContext = Context & Readonly<{ actor: MemberActor }>;

export const ministriesOf = (actor: MemberActor): readonly string[] => [
  ...new Set(actor.memberships.map((membership) => membership.ministryId)),
];

/** The actor as the stores of meetings know them. */
export const viewerOf = (actor: MemberActor): Viewer => ({
  personId: actor.personId,
  email: actor.email,
  ministryIds: ministriesOf(actor),
});
