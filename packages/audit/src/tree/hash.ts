/** The hashes of a Merkle tree (RFC 6962, section 2.1) over SHA-256. */
import { sha256 } from '@noble/hashes/sha2.js';

/** 32 bytes. */
export type Hash = Uint8Array;
export const HASH_BYTES = 32;

const LEAF = 0x00;
const NODE = 0x01;

/** Of the bytes of one entry. */
export const leafHash = (entry: Uint8Array): Hash => sha256.create().update(Uint8Array.of(LEAF)).update(entry).digest();

/** Of two trees that stand beside each other. */
export const nodeHash = (left: Hash, right: Hash): Hash =>
  sha256.create().update(Uint8Array.of(NODE)).update(left).update(right).digest();

/** Of a tree without a leaf. */
export const emptyRoot = (): Hash => sha256(new Uint8Array());

/** Neither is a secret: the comparison may take as long as it takes. */
export const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);
