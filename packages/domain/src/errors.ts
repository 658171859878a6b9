/**
 * The closed list of what can go wrong, as codes. No sentences live here: i18n holds one per code and language
 * (`errors.<code>.title`, `errors.<code>.next`), and the transport table in packages/api turns a code into a status.
 */
export const errorCodes = [
  'bad_input', // the request does not fit its schema
  'not_signed_in', // needs an account and there is no session
  'not_allowed', // there is a session, and policy says no
  'not_found', // no such thing, or a thing of another organisation: the two must look the same
  'conflict', // the state has moved on (already ended, already cancelled)
  'join_refused', // wrong code, wrong passcode, no such meeting: one answer for all
  'too_many_attempts', // some limit is reached: of guesses, new places, acts, streams, raised hands
  'meeting_not_started', // the host has not come yet
  'meeting_locked',
  'meeting_ended',
  'meeting_cancelled',
  'waiting_for_host', // asked for a token without being admitted
  'entry_denied', // the host said no
  'removed_by_host', // removed: the same link does not let them back
  'not_called', // was called to the meeting, and is no longer
  'abroad_refused', // comes from an address abroad, or from one whose country nobody knows, to a meeting for people in India
  'media_unavailable', // no media server may or can serve this meeting: never a fallback
  'internal', // ours: the id leads to the log
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Evidence that may be shown to the person; never a token, passcode, address or stack. */
export type ErrorEvidence = Readonly<Record<string, string | number | boolean>>;

const BRAND = Symbol.for('sabha.error');

/** Thrown by policy, services and stores; the only error type that crosses the API on purpose. */
export class SabhaError extends Error {
  /** Next.js bundles pages and routes apart, so one process may hold this class twice: what counts is the brand. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  readonly [BRAND] = true;
  override readonly name = 'SabhaError';
  readonly code: ErrorCode;
  readonly evidence: ErrorEvidence;

  constructor(code: ErrorCode, evidence: ErrorEvidence = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.evidence = evidence;
  }
}
