/**
 * Every column of the database, and whether it holds something about a person. A column that is not named here fails
 * `packages/db/src/privacy-inventory.integration.test.ts`: nobody adds one without saying what becomes of it on erasure.
 */
type Whose = 'member' | 'invitee' | 'participant' | 'person_in_entry';

/** `standing`: as long as the row has a use, and no job ends it. `expiry`: no longer of use after its own end. `year`: 365 days. */
type Kept = 'standing' | 'expiry' | 'year';

type Erasure = Readonly<{ does: 'delete' | 'replace' }> | Readonly<{ does: 'keep'; because: Reason }>;

type Reason = 'log_kept_by_law' | 'record_of_office' | 'nobody_without_the_name' | 'hold';

type PersonalColumns = Readonly<{
  columns: readonly string[];
  whose: Whose;
  purpose: 'sign_in' | 'membership' | 'invitation' | 'meeting' | 'attendance' | 'residency' | 'audit' | 'hold' | 'incident';
  kept: Kept;
  erasure: Erasure;
}>;

export type TableInventory = Readonly<{
  personal: readonly PersonalColumns[];
  /** About nobody, or nothing without a personal column beside it. */
  other: readonly string[];
}>;

const DELETE: Erasure = { does: 'delete' };
const REPLACE: Erasure = { does: 'replace' };
const keep = (because: Reason): Erasure => ({ does: 'keep', because });
const words = (list: string): readonly string[] => list.split(' ');
const nobody = (list: string): TableInventory => ({ personal: [], other: words(list) });

const PEOPLE: Readonly<Record<string, TableInventory>> = {
  people: {
    personal: [
      { columns: words('name email'), whose: 'member', purpose: 'membership', kept: 'standing', erasure: REPLACE },
      { columns: words('email_verified_at'), whose: 'member', purpose: 'sign_in', kept: 'standing', erasure: DELETE },
      {
        columns: words('id'),
        whose: 'member',
        purpose: 'membership',
        kept: 'standing',
        erasure: keep('nobody_without_the_name'),
      },
    ],
    other: words('created_at'),
  },
  memberships: {
    personal: [
      { columns: words('name'), whose: 'member', purpose: 'membership', kept: 'standing', erasure: REPLACE },
      {
        columns: words('person_id role ended_at'),
        whose: 'member',
        purpose: 'membership',
        kept: 'standing',
        erasure: keep('record_of_office'),
      },
    ],
    other: words('id ministry_id department_id created_at'),
  },
  accounts: {
    personal: [
      { columns: words('provider subject person_id'), whose: 'member', purpose: 'sign_in', kept: 'standing', erasure: DELETE },
    ],
    other: words('created_at'),
  },
  sessions: {
    personal: [
      { columns: words('token_hash person_id expires_at'), whose: 'member', purpose: 'sign_in', kept: 'expiry', erasure: DELETE },
    ],
    other: words('id created_at'),
  },
  sign_in_links: {
    personal: [
      { columns: words('email token_hash expires_at'), whose: 'member', purpose: 'sign_in', kept: 'expiry', erasure: DELETE },
    ],
    other: [],
  },
};

const MEETINGS: Readonly<Record<string, TableInventory>> = {
  meetings: {
    personal: [
      {
        columns: words('organiser_id title description'),
        whose: 'member',
        purpose: 'meeting',
        kept: 'standing',
        erasure: keep('record_of_office'),
      },
    ],
    other: words(
      'id ministry_id department_id kind starts_at duration_minutes time_zone access options status locked join_code sealed_passcode sequence media_node_id media_site_id started_at ended_at created_at',
    ),
  },
  invitees: {
    personal: [{ columns: words('email name'), whose: 'invitee', purpose: 'invitation', kept: 'standing', erasure: REPLACE }],
    other: words('id meeting_id role created_at removed_at mailed_sequence mail_claimed_until'),
  },
  participants: {
    personal: [
      { columns: words('display_name'), whose: 'participant', purpose: 'meeting', kept: 'standing', erasure: REPLACE },
      { columns: words('address_hash'), whose: 'participant', purpose: 'meeting', kept: 'standing', erasure: DELETE },
      {
        columns: words('person_id identity secret_hash'),
        whose: 'participant',
        purpose: 'meeting',
        kept: 'standing',
        erasure: keep('nobody_without_the_name'),
      },
    ],
    other: words('id meeting_id role status stage requested_at decided_at created_at'),
  },
  attendance: {
    personal: [
      {
        columns: words('sid participant_id joined_at left_at left_reason last_seen_at'),
        whose: 'participant',
        purpose: 'attendance',
        kept: 'standing',
        erasure: keep('nobody_without_the_name'),
      },
    ],
    other: words('meeting_id'),
  },
};

const RECORDS: Readonly<Record<string, TableInventory>> = {
  route_reports: {
    personal: [
      {
        columns: words('sid participant_id report'),
        whose: 'participant',
        purpose: 'residency',
        kept: 'standing',
        erasure: keep('nobody_without_the_name'),
      },
    ],
    other: words('sequence meeting_id reported_at faults site_id policy_hash'),
  },
  server_views: {
    personal: [
      {
        columns: words('sid offered'),
        whose: 'participant',
        purpose: 'residency',
        kept: 'standing',
        erasure: keep('nobody_without_the_name'),
      },
    ],
    other: words('connection seen_at'),
  },
  audit_entries: {
    personal: [
      {
        columns: words('actor_id request_id subject_id detail salts'),
        whose: 'person_in_entry',
        purpose: 'audit',
        kept: 'year',
        erasure: keep('log_kept_by_law'),
      },
    ],
    other: words('seq at event outcome actor_kind ministry_id meeting_id leaf'),
  },
  audit_holds: {
    personal: [{ columns: words('reason'), whose: 'person_in_entry', purpose: 'hold', kept: 'standing', erasure: keep('hold') }],
    other: words('id meeting_id placed_at lifted_at'),
  },
  residency_alarms: {
    personal: [
      {
        columns: words('subject detail'),
        whose: 'participant',
        purpose: 'residency',
        kept: 'standing',
        erasure: keep('nobody_without_the_name'),
      },
    ],
    other: words('id kind site_id meeting_id raised_at cleared_at'),
  },
  incidents: {
    personal: [
      {
        columns: words('organisation systems scope indicators containment contact other'),
        whose: 'person_in_entry',
        purpose: 'incident',
        kept: 'standing',
        erasure: keep('log_kept_by_law'),
      },
    ],
    other: words(
      'id ministry_id version type noticed_at opened_at partly_filed_at filed_at reference breach_at board_told_at persons_told_at closed_at reminders_sent',
    ),
  },
  rate_limits: {
    personal: [
      {
        columns: words('key'),
        whose: 'participant',
        purpose: 'sign_in',
        kept: 'expiry',
        erasure: keep('nobody_without_the_name'),
      },
    ],
    other: words('points expire'),
  },
};

const NOBODY: Readonly<Record<string, TableInventory>> = {
  ministries: nobody('id slug name name_hi created_at'),
  departments: nobody('id ministry_id name name_hi created_at'),
  webhook_events: nobody('id event received_at'),
  audit_leaves: nobody('index seq'),
  audit_hashes: nobody('level index hash'),
  audit_checkpoints: nobody('id size note signed_at'),
  audit_cosignatures: nobody('checkpoint_id witness line received_at'),
  audit_streams: nobody('name next moved_at holder held_until'),
  clock_watch: nobody('name looked_at reading'),
  media_nodes: nobody('node_id region addresses state load rooms clients site_id standing reason first_seen_at last_seen_at'),
  residency_policies: nobody('id hash version signers adopted_at'),
  residency_receipts: nobody('meeting_id note made_at'),
  residency_watch: nobody('name looked_at sites'),
  standing_changes: nobody('id site_id node_id standing reason at'),
};

export const inventory: Readonly<Record<string, TableInventory>> = { ...PEOPLE, ...MEETINGS, ...RECORDS, ...NOBODY };
