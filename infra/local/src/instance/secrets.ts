import { makeWitnessKeys } from '@sabha/audit/cosignature';
import { makeKeys } from '@sabha/audit/note';
import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { errorCode, Fault } from '../fault.ts';
import type { Home } from './home.ts';

const makers = {
  databaseSuperuser: () => word(24),
  databaseOwner: () => word(24),
  databaseApp: () => word(24),
  livekitKey: () => `local${randomBytes(6).toString('hex')}`,
  livekitSecret: () => word(36),
  oidcClientId: () => 'sabha-portal',
  oidcClientSecret: () => word(32),
  auth: () => word(48),
  /** 32 bytes in plain base64: the key that seals passcodes at rest. */
  seal: () => randomBytes(32).toString('base64'),
  /** Ed25519 keys of signed notes. This one vouches for the residency policy, and stays with the runner. */
  policySigner: () => makeKeys('laptop.sabha.localhost/policy', randomBytes(32)).signer,
  receiptSigner: () => makeKeys('laptop.sabha.localhost/receipts', randomBytes(32)).signer,
  auditSigner: () => makeKeys('laptop.sabha.localhost/audit', randomBytes(32)).signer,
  /** Of the witness for demonstration. A real one is somebody else's, and so is its key. */
  witnessKey: () => makeWitnessKeys('laptop.sabha.localhost/witness', randomBytes(32)).signer,
} as const;

type SecretName = keyof typeof makers;
export type Secrets = Readonly<Record<SecretName, string>>;

/** Letters that need no escaping in a URL, a YAML file or a shell. */
function word(bytes: number): string {
  return randomBytes(bytes).toString('base64url').replaceAll('-', 'a').replaceAll('_', 'b');
}

/** Made once per instance, readable by its owner alone, and never printed. Missing ones are added, none is replaced. */
export async function secretsOf(home: Home): Promise<Secrets> {
  const kept = await readSecrets(home.secrets);
  const names = Object.keys(makers) as SecretName[];
  const secrets = Object.fromEntries(names.map((name) => [name, kept[name] ?? makers[name]()])) as Record<SecretName, string>;
  if (names.some((name) => kept[name] === undefined)) {
    const draft = `${home.secrets}.new`;
    await writeFile(draft, JSON.stringify(secrets, null, 2), { mode: 0o600 });
    await rename(draft, home.secrets);
  }
  return secrets;
}

async function readSecrets(file: string): Promise<Partial<Record<string, string>>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Partial<Record<string, string>>;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return {};
    throw new Fault('secrets', `${file} cannot be read`, 'restore it, or run `npm run reset` to begin anew');
  }
}
