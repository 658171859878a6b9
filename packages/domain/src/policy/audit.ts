import { allow, deny, type Rule } from './decision.ts';
import { administers, belongsTo } from './membership.ts';

/** Entries name people and what they did: for the administrators of their ministry, whose looking is an entry as well. */
const search: Rule<Readonly<{ ministryId: string }>> = (actor, { ministryId }) => {
  if (administers(actor, ministryId)) return allow;
  return belongsTo(actor, ministryId)
    ? deny('not_allowed', 'only administrators of the ministry')
    : deny('not_found', 'not of this ministry');
};

export const auditRules = { 'audit.search': search, 'audit.export': search };
