/** The hashes of a Merkle tree (RFC 6962, section 2.1) over SHA-256. */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';

/** 32 bytes. */
export type Hash = Uint8Array;
export const HASH_BYTES = 32;

const LEAF = 0x00;
const NODE = 0x01;

/** Of the bytes of one entry. */
export const leafHash = (entry: Uint8Array): Hash => sha256(leafInput(entry));
/** What is hashed for it. */
export const leafInput = (entry: Uint8Array): Uint8Array => concatBytes(Uint8Array.of(LEAF), entry);

/** Of two trees that stand beside each other. */
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(nodeInput(left, right));
export const nodeInput = (left: Hash, right: Hash): Uint8Array => concatBytes(Uint8Array.of(NODE), left, right);

/** Of a tree without a leaf. */
export const emptyRoot = (): Hash => sha256(new Uint8Array());

/** Neither is a secret: the comparison may take as long as it takes. */
export const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);
