import type { Actor } from '../actor.ts';
import { auditRules } from './audit.ts';
import { type Decision, deny } from './decision.ts';
import { incidentRules } from './incident.ts';
import { meetingRules } from './meeting.ts';
import { organisationRules } from './organisation.ts';
import { privacyRules } from './privacy.ts';
import { roomRules } from './room.ts';
import { statusRules } from './status.ts';

const rules = {
  ...auditRules,
  ...incidentRules,
  ...organisationRules,
  ...meetingRules,
  ...privacyRules,
  ...roomRules,
  ...statusRules,
};
export type Action = keyof typeof rules;
export type ResourceOf<A extends Action> = Parameters<(typeof rules)[A]>[1];

/** The one door to every decision. An action nobody wrote a rule for is refused. */
export function can<A extends Action>(actor: Actor, action: A, resource: ResourceOf<A>): Decision {
  const rule = Object.hasOwn(rules, action) ? (rules[action] as (actor: Actor, resource: ResourceOf<A>) => Decision) : undefined;
  return rule ? rule(actor, resource) : deny('not_allowed', `no rule for ${action}`);
}
