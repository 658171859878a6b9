/** The closed list of what is recorded, with what each means. Requirements: ../../../../docs/specs/audit.md. */
export const auditEvents = {
  'sign_in.succeeded': 'a person signed in',
  'sign_in.failed': 'a sign-in was refused',
  'sign_in.link_asked': 'somebody asked for a one-time link; it is mailed only to members',
  'sign_in.link_sent': 'a one-time link was mailed',
  'sign_in.link_used': 'a one-time link was used up by the member it was mailed to',
  'sign_in.account_linked': 'an account at an identity provider was tied to a person',
  'sign_out.done': 'a session was ended by its person',
  'access.denied': 'somebody was refused an act: by policy, by a limit, or for want of a session',
  'member.added': 'a person became a member of a department',
  'member.role_changed': 'a member was given another role (old, new)',
  'member.removed': 'a membership ended',
  'department.added': 'a department was made',
  'meeting.scheduled': 'a meeting was made',
  'meeting.edited': 'a meeting was changed (old, new)',
  'meeting.cancelled': 'a meeting was cancelled',
  'meeting.started': 'the host came and the room was opened',
  'meeting.ended': 'the host ended the meeting for all',
  'meeting.locked': 'the host locked the meeting',
  'meeting.unlocked': 'the host unlocked the meeting',
  'invitation.sent': 'an invitation, a change or a cancellation left by mail',
  'invitation.failed': 'the mail server refused an invitation for good',
  'organiser.told': 'the organiser was mailed that somebody else changed or cancelled their meeting',
  'expired.cleaned': 'expired sessions, links, counters and handled webhook ids were deleted (counts)',
  'door.requested': 'somebody asked to come in',
  'door.refused': 'a wrong code or passcode, or a closed door',
  'door.admitted': 'a host let somebody in, or the rules did',
  'door.denied': 'a host said no',
  'place.changed': "a place in a room followed a change of its holder's rights (old, new)",
  'call.pass_issued': 'a media token was minted',
  'call.joined': 'the media server saw somebody arrive',
  'call.left': 'the media server saw somebody leave (reason)',
  'call.evicted': 'somebody without the right to be there was put out of the media server',
  'host.muted': 'a host had a track of somebody muted',
  'host.removed': 'a host removed somebody',
  'share.started': 'a screen share began',
  'share.stopped': 'a screen share ended',
  'stage.hand_raised': 'an audience member raised a hand',
  'stage.hand_lowered': 'a hand went down',
  'stage.invited': 'a host called an audience member to the stage',
  'stage.entered': 'an audience member accepted the call to the stage',
  'stage.left': 'somebody went back to the audience',
  'media.room_opened': 'a room was put on a media node (node, site, policy; from where, when it moved)',
  'media.room_closed': 'the media server closed a room',
  'fence.refused': 'no pass and no room: no media node that the policy permits could take them (reason, policy)',
  'node.admitted': 'a media node that the policy permits takes rooms (site, policy)',
  'node.refused': 'a media node takes nobody, or must not be there at all (reason, policy)',
  'residency.alarm_raised': 'something about residency alarms the operator (kind, subject)',
  'residency.alarm_cleared': 'what an alarm was about is over',
  'policy.changed': 'another residency policy came into force (hash, version, signers; the one before)',
  'webhook.refused': 'a webhook with a wrong signature or body hash',
  'attendance.viewed': 'somebody read who attended',
  'audit.proof_taken': 'somebody downloaded the entries about a meeting, with their proofs (how many)',
  'audit.values_erased': 'values of old entries were erased; their leaves stay (how many, from before when)',
  'audit.hold_placed': 'an administrator keeps the entries about a meeting from being erased',
  'audit.hold_lifted': 'an administrator lets them be erased when their time has come',
  'attendance.reconciled': 'an open attendance row was closed because the media server no longer knew it',
  'residency.route_reported': 'a client said where its media goes (sites, kinds and a digest; no address)',
  'residency.report_refused': 'a report of a route was repeated, or about a session that is not its sender’s',
  'residency.violation': 'media went or was sent outside the policy, or two views contradict each other (what was done)',
  'residency.receipt_made': "a meeting's residency receipt was signed (SHA-256 of the note)",
  'residency.receipt_broken': 'a stored receipt was asked for and is not what was signed',
  'audit.exported': 'an administrator downloaded entries of their ministry (format, which filters, how many)',
  'audit.stream_begun': 'from now on the log is sent to a receiver outside (kind, host)',
} as const;

export type AuditEvent = keyof typeof auditEvents;

/** One entry. `detail` never holds a passcode, token or address; personal data only as ids. */
export type AuditEntry = Readonly<{
  event: AuditEvent;
  outcome: 'ok' | 'refused';
  meetingId?: string;
  ministryId?: string;
  subjectId?: string;
  detail?: Readonly<Record<string, unknown>>;
}>;
