import { allow, deny, type Rule } from './decision.ts';
import { administers, belongsTo } from './membership.ts';

type OfMinistry = Readonly<{ ministryId: string }>;

/** Departments are known to everybody in the ministry; who sits in them, with mail addresses, to its administrators. */
const readDepartments: Rule<OfMinistry> = (actor, { ministryId }) =>
  belongsTo(actor, ministryId) ? allow : deny('not_found', 'not of this ministry');

/** To strangers the ministry does not exist; to its own members the answer is a plain no. */
const administer: Rule<OfMinistry> = (actor, { ministryId }) => {
  if (administers(actor, ministryId)) return allow;
  return belongsTo(actor, ministryId)
    ? deny('not_allowed', 'only administrators of the ministry')
    : deny('not_found', 'not of this ministry');
};

export const organisationRules = {
  'organisation.read_departments': readDepartments,
  'organisation.read_members': administer,
  'organisation.add_department': administer,
  'organisation.add_member': administer,
  'organisation.set_role': administer,
  'organisation.remove_member': administer,
};
