import type { Membership } from './organisation/contract.ts';

/** Who acts. Built from a session or a participant's secret on the server; nothing in it comes from the client's word. */
export type Actor =
  | Readonly<{ kind: 'anonymous' }>
  | Readonly<{
      kind: 'member';
      personId: string;
      sessionId: string;
      name: string;
      email: string;
      memberships: readonly Membership[];
    }>
  | Readonly<{ kind: 'guest'; participantId: string; meetingId: string }>
  | Readonly<{ kind: 'system'; name: 'start' | 'worker' | 'webhook' | 'seed' | 'sign-in' }>;

export type MemberActor = Extract<Actor, { kind: 'member' }>;
