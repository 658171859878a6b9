import { allow, deny, type Rule } from './decision.ts';
import { administers, belongsTo } from './membership.ts';

/** What happened to a ministry, and what it told whom, is for its administrators: a weakness is written down there. */
const handle: Rule<Readonly<{ ministryId: string }>> = (actor, { ministryId }) => {
  if (administers(actor, ministryId)) return allow;
  return belongsTo(actor, ministryId)
    ? deny('not_allowed', 'only administrators of the ministry')
    : deny('not_found', 'not of this ministry');
};

export const incidentRules = {
  'incident.open': handle,
  'incident.read': handle,
  'incident.edit': handle,
  'incident.file': handle,
  'incident.declare_breach': handle,
  'incident.tell_board': handle,
  'incident.tell_persons': handle,
  'incident.close': handle,
  'incident.take_bundle': handle,
};
