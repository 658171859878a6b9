import { membershipsOf } from '@sabha/db/stores/people';
import type { MeView } from '@sabha/domain/organisation/contract';
import type { MemberContext } from '../core/member-context.ts';

/** The person behind the session, and what they are in which department. */
export async function readMe({ services, actor }: MemberContext): Promise<MeView> {
  const { personId, name, email } = actor;
  return { personId, name, email, memberships: await membershipsOf(services.db, personId) };
}
