/** Those who come to watch, many at once. What one of them holds, stores/participants.ts keeps like any other place. */
import type { ParticipantStatus } from '@sabha/domain/meeting/room-contract';
import { uuidv7 } from 'uuidv7';
import type { WriteTx } from '../connect.ts';
import { runFixed } from '../fixed-statement.ts';

/** Of a browser that has none there yet. */
export type NewPlace = Readonly<{
  id: string;
  meetingId: string;
  displayName: string;
  status: ParticipantStatus;
  identity: string;
  secretHash: string;
  addressHash: string;
  requestedAt: Date;
  decidedAt: Date | null;
}>;

/** Drawn before the row is written, for what is written beside it. */
export const newPlaceId = (): string => uuidv7();

/** All of them, or an error: an id, an identity or a secret that is there already is nobody else's to have. */
export async function insertAudience(tx: WriteTx, places: readonly NewPlace[]): Promise<void> {
  const rows = places.map((place) => ({
    id: place.id,
    meeting_id: place.meetingId,
    display_name: place.displayName,
    status: place.status,
    identity: place.identity,
    secret_hash: place.secretHash,
    address_hash: place.addressHash,
    requested_at: place.requestedAt,
    decided_at: place.decidedAt,
  }));
  const text = `
    insert into participants (id, meeting_id, display_name, role, status, identity, secret_hash, address_hash, requested_at, decided_at)
    select id, meeting_id, display_name, 'audience', status, identity, secret_hash, address_hash, requested_at, decided_at
    from json_to_recordset($1::text::json) as places (
      id uuid, meeting_id uuid, display_name text, status participant_status, identity text, secret_hash text, address_hash text,
      requested_at timestamptz, decided_at timestamptz)`;
  await runFixed(tx, 'insert_audience', { text, values: [JSON.stringify(rows)] });
}

/** Whether anybody was denied or removed here, and from which of these addresses somebody was. */
export async function findPutOutAmong(
  tx: WriteTx,
  { meetingId, addressHashes }: Readonly<{ meetingId: string; addressHashes: readonly string[] }>,
): Promise<Readonly<{ anybody: boolean; addresses: ReadonlySet<string> }>> {
  const out = "from participants where meeting_id = $1 and status in ('denied', 'removed')";
  const text = `
    select exists (select ${out}) as anybody,
      array(select distinct address_hash ${out} and address_hash in (select json_array_elements_text($2::text::json))) as addresses`;
  type Row = Readonly<{ anybody: boolean; addresses: readonly string[] }>;
  const [row] = await runFixed<Row>(tx, 'put_out_among', { text, values: [meetingId, JSON.stringify(addressHashes)] });
  return row ? { ...row, addresses: new Set(row.addresses) } : { anybody: true, addresses: new Set(addressHashes) };
}
