import { allow, deny, type Rule } from './decision.ts';
import { administers, belongsTo } from './membership.ts';

/** The ministry answers for the data of those it had as members or invited; within it, its administrators. */
const erase: Rule<Readonly<{ ministryId: string }>> = (actor, { ministryId }) => {
  if (administers(actor, ministryId)) return allow;
  return belongsTo(actor, ministryId)
    ? deny('not_allowed', 'only administrators of the ministry')
    : deny('not_found', 'not of this ministry');
};

export const privacyRules = { 'privacy.erase': erase };
