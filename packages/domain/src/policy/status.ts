import { allow, deny, type Rule } from './decision.ts';

/** Nodes and alarms are one installation's, not one ministry's: whoever administers any ministry may see them. */
const readNodes: Rule<Readonly<Record<string, never>>> = (actor) =>
  actor.kind === 'member' && actor.memberships.some(({ role }) => role === 'administrator')
    ? allow
    : deny('not_allowed', 'administers no ministry');

export const statusRules = { 'status.read_nodes': readNodes, 'status.read_rules': readNodes };
