import type { Actor } from '../actor.ts';
import type { ErrorCode } from '../errors.ts';

/** What policy answers. A refusal says which error the person gets and why, for the audit log. */
export type Decision = Readonly<{ allowed: true }> | Readonly<{ allowed: false; code: ErrorCode; reason: string }>;

/** Pure: everything it may look at is in its arguments. */
export type Rule<Resource> = (actor: Actor, resource: Resource) => Decision;

export const allow: Decision = { allowed: true };
export const deny = (code: ErrorCode, reason: string): Decision => ({ allowed: false, code, reason });
