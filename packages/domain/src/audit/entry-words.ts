/** An entry as text: for keys of sentences, and for whoever reads what else it holds. */
import type { AuditEvent } from './events.ts';

type Word<E extends string> = E extends `${infer Before}.${infer After}` ? `${Before}_${After}` : never;
export type EventWord = Word<AuditEvent>;

/** `meeting_locked` of `meeting.locked`: as it may stand in the key of a message, whose own parts are told apart by dots. */
export const eventWord = (event: AuditEvent): EventWord => event.replace('.', '_') as EventWord;

/** `name: value` of each part of a detail. */
export const detailTexts = (detail: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(detail).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
