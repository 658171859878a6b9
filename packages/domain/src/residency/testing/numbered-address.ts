/**
 * Addresses and networks as plain numbers, and "inside" as plain arithmetic: what the tests hold the real thing against. It
 * shares nothing with it, and reads no text at all.
 */
export type NumberedAddress = Readonly<{ family: 4 | 6; value: bigint }>;
export type NumberedNetwork = NumberedAddress & Readonly<{ bits: number }>;

const width = ({ family }: NumberedAddress) => (family === 4 ? 32 : 128);

/** How many addresses the network has. */
export const sizeOf = (network: NumberedNetwork): bigint => 2n ** BigInt(width(network) - network.bits);

export function isInside(network: NumberedNetwork, { family, value }: NumberedAddress): boolean {
  return network.family === family && value >= network.value && value < network.value + sizeOf(network);
}

export type Writing = 'plain' | 'long' | 'shouted' | 'bracketed' | 'mapped' | 'mapped_hex';

/** The same address in one of the ways that it may be written. IPv4 has three: plain and the two mapped ones. */
export function writeAddress({ family, value }: NumberedAddress, writing: Writing = 'plain'): string {
  if (family === 4) {
    if (writing === 'mapped') return `::ffff:${dotted(value)}`;
    return writing === 'mapped_hex' ? `::FFFF:${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}` : dotted(value);
  }
  const groups = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - at * 16)) & 0xffffn).toString(16));
  if (writing === 'long') return groups.map((group) => group.padStart(4, '0')).join(':');
  if (writing === 'shouted') return groups.join(':').toUpperCase();
  return writing === 'bracketed' ? `[${groups.join(':')}]` : groups.join(':');
}

export const writeNetwork = (network: NumberedNetwork): string => `${writeAddress(network)}/${String(network.bits)}`;

function dotted(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.');
}
