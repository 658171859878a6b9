import type { AuditEvent } from '../events.ts';
import type { ExportedEntry } from './entry.ts';

/** As OCSF numbers them: 1 informational, 2 low, 3 medium, 4 high. What is critical, a log alone cannot say. */
export type Severity = 1 | 2 | 3 | 4;

/** Somebody should look now: a border was crossed, or what was signed is not what is there. */
const high: ReadonlySet<string> = new Set([
  'residency.violation',
  'residency.alarm_raised',
  'residency.receipt_broken',
  'webhook.refused',
  'node.refused',
] satisfies readonly AuditEvent[]);

/** Rights, rules and records that change: seldom, and worth a look. */
const medium: ReadonlySet<string> = new Set([
  'member.role_changed',
  'policy.changed',
  'audit.values_erased',
  'audit.hold_lifted',
  'audit.exported',
  'audit.stream_begun',
  'call.evicted',
] satisfies readonly AuditEvent[]);

/** Whatever was refused is low at least; all else is informational. */
export function severityOf({ event, outcome }: Pick<ExportedEntry, 'event' | 'outcome'>): Severity {
  if (high.has(event)) return 4;
  if (medium.has(event) || event === 'access.denied') return 3;
  return outcome === 'refused' ? 2 : 1;
}
