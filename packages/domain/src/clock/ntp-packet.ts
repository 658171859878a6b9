/**
 * The one exchange of NTP that tells how far a clock is off (RFC 5905, section 7.3 and 8; no library of it is kept alive). Pure: who
 * sends it says when it left and when the answer came.
 */

export const NTP_BYTES = 48;
/** Seconds from 1900 to 1970. */
const ERA = 2_208_988_800;

/** @param cookie 8 random bytes in place of the time of sending: they tell nobody our time, and only who saw them can answer. */
export function ntpRequest(cookie: Uint8Array): Uint8Array {
  const packet = new Uint8Array(NTP_BYTES);
  packet[0] = 0b00_100_011; // no leap warning, version 4, client
  packet.set(cookie, 40);
  return packet;
}

/** `offsetMs`: what must be added to our clock. `delayMs`: how long the way there and back took: it is off by half of that at most. */
export type NtpAnswer = Readonly<{ offsetMs: number; delayMs: number; stratum: number }>;

/** Null for what is no answer to that request, or comes from a server that does not know the time itself. Times in ms since 1970. */
export function readNtpAnswer(
  packet: Uint8Array,
  { cookie, sentAt, cameAt }: Readonly<{ cookie: Uint8Array; sentAt: number; cameAt: number }>,
): NtpAnswer | null {
  if (packet.length < NTP_BYTES || !cookie.every((byte, at) => byte === packet[24 + at])) return null;
  const [first = 0, stratum = 0] = packet;
  const [leap, version, mode] = [first >> 6, (first >> 3) & 7, first & 7];
  if (leap === 3 || version < 3 || mode !== 4 || stratum < 1 || stratum > 15) return null;
  const [received, sent] = [timeAt(packet, 32), timeAt(packet, 40)];
  if (received === null || sent === null) return null;
  const delayMs = cameAt - sentAt - (sent - received);
  return { offsetMs: (received - sentAt + (sent - cameAt)) / 2, delayMs, stratum };
}

/** Those of the era that ends in 2036, and of the next one. Null for a server that says no time. */
function timeAt(packet: Uint8Array, at: number): number | null {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const [seconds, fraction] = [view.getUint32(at), view.getUint32(at + 4)];
  if (seconds === 0) return null;
  const ofEra = seconds < 0x8000_0000 ? seconds + 2 ** 32 : seconds;
  return (ofEra - ERA) * 1000 + (fraction / 2 ** 32) * 1000;
}
