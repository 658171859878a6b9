import type { ExportedEntry } from '@sabha/domain/audit/export/entry';

/** Somebody outside who is sent every entry, in the order of the tree. */
export type Destination = Readonly<{
  /** Kind and address; the name of its cursor. */
  name: string;
  kind: 'syslog' | 'https';
  host: string;
  /** Whether what was delivered has arrived. Else it has only once the next delivery, of nothing if need be, went well. */
  acknowledges: boolean;
  /** @throws NotDelivered, and they are sent again */
  deliver(entries: readonly ExportedEntry[]): Promise<void>;
}>;

/** Carries no entry and no answer of the receiver, which may quote one: it goes to the log. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';
}
