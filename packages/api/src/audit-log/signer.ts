/**
 * Who signs heads of the log. The key is where the database is not: in the worker's environment, in a file, or in a device that
 * signs and never tells it (PKCS#11, a KMS), spoken to by a program of the operator's.
 */
import { NoteError, openNote, readVerifier, signatureLine, signNote, verifierOf } from '@sabha/audit/note';
import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

export type HeadSigner = Readonly<{
  /** Its public half, as everybody is told it. */
  verifier: string;
  /** @param text of a checkpoint. The whole note. */
  sign(text: string): Promise<string>;
}>;

/**
 * @param setting `PRIVATE+KEY+...`; `file:/path` of a file that holds such a key and that its owner alone can read; or `exec:/path` of
 * a program that takes a text on its input and gives the Ed25519 signature of it, base64, on its output.
 * @param verifier public half of what the program signs with; of a key it must be its own, where it is given
 * @throws Error when it is none of these; it never holds the key
 */
export function openSigner(setting: string, verifier?: string): HeadSigner {
  const [, kind, path = ''] = /^(file|exec):(\/.+)$/.exec(setting) ?? [];
  if (kind === 'exec') return programSigner(path, verifier);
  const signer = keySigner(kind === 'file' ? keyIn(path) : setting);
  if (verifier !== undefined && verifier !== signer.verifier)
    throw new Error('the signer of the audit log is not that of its verifier key');
  return signer;
}

/** @param key `PRIVATE+KEY+...`. @throws NoteError when it is none */
export function keySigner(key: string): HeadSigner {
  const verifier = verifierOf(key);
  return { verifier, sign: (text) => Promise.resolve(signNote(text, key)) };
}

function keyIn(path: string): string {
  if ((statSync(path).mode & 0o077) !== 0) throw new Error(`${path} can be read by others than its owner: chmod 600`);
  return readFileSync(path, 'utf8').trim();
}

const PATIENCE_MS = 5_000;

/** What it gives is believed only when it holds: a head with a wrong signature must not get out. */
function programSigner(path: string, verifier: string | undefined): HeadSigner {
  if (verifier === undefined) throw new Error('the verifier key must be named where a program signs the audit log');
  const known = readVerifier(verifier);
  return {
    verifier,
    async sign(text) {
      const signature = new Uint8Array(Buffer.from((await ask(path, text)).trim(), 'base64'));
      const note = `${text}\n${signatureLine({ name: known.name, keyId: known.keyId, signature })}`;
      try {
        openNote(note, [known]);
      } catch (error) {
        if (error instanceof NoteError) throw new Error(`what ${path} gives is no signature of the audit log's key`);
        throw error;
      }
      return note;
    },
  };
}

/** Without a shell, and with nothing of our environment: whatever it needs it reads itself. */
function ask(path: string, text: string): Promise<string> {
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin' };
  const child = spawn(path, [], { env, stdio: ['pipe', 'pipe', 'ignore'], timeout: PATIENCE_MS, killSignal: 'SIGKILL' });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (said += part));
  child.stdin.on('error', () => undefined); // it ended without reading: its exit code tells
  child.stdin.end(text);
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`${path} cannot be run: ${error.message}`)));
    child.on('close', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`${path} signed nothing (exit code ${code ?? 'none'})`)),
    );
  });
}
