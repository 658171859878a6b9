import { base64 } from '@scure/base';
import { encodeVerifier, ED25519, NoteError } from '../../src/note-key.ts';
import { readArguments } from '../arguments.ts';
import { type Command, exitCodes, UsageFault } from '../edge.ts';
import { readNamed } from '../sources.ts';

const usage = 'sabha-audit key <name> <public key in PEM>';

/** What stands before the 32 bytes in an Ed25519 SubjectPublicKeyInfo (RFC 8410). */
const SPKI = '302a300506032b6570032100';

/** The verifier key of a public key whose private half is elsewhere, as in a PKCS#11 token. */
export const key: Command = async (args, { out }) => {
  const { positionals } = readArguments(args, { options: {}, positionals: ['the name', 'the file of the public key'], usage });
  const [name = '', file = ''] = positionals;
  const [, body = ''] = /^-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----\s*$/.exec(await readNamed(file)) ?? [];
  const der = Buffer.from(body, 'base64').toString('hex');
  if (!der.startsWith(SPKI) || der.length !== SPKI.length + 64)
    throw new UsageFault(`${file} holds no Ed25519 public key`, usage);
  const publicKey = base64.decode(Buffer.from(der.slice(SPKI.length), 'hex').toString('base64'));
  try {
    out(`${encodeVerifier(ED25519, { name, publicKey })}\n`);
  } catch (error) {
    if (error instanceof NoteError) throw new UsageFault(error.message, usage);
    throw error;
  }
  return exitCodes.fits;
};
