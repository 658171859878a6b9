import { chmod, mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorCode, Fault, messageOf } from '../fault.ts';

/** The checkout this file lies in. */
export const checkout = resolve(fileURLToPath(new URL('../../../..', import.meta.url)));

/** Where one instance keeps everything it may lose only by `reset`. */
export type Home = Readonly<{
  folder: string;
  logs: string;
  record: string;
  secrets: string;
  livekitConfig: string;
  /** The residency policy in force; its signed note lies beside it. */
  policy: string;
  policyNote: string;
  identityKey: string;
  /** The head of the audit log that was signed last, which the worker remembers apart from the database. */
  auditHead: string;
  /** What the witness remembers. */
  witness: string;
  mailbox: string;
  database: string;
}>;

export function homeAt(folder: string): Home {
  return {
    folder,
    logs: join(folder, 'logs'),
    record: join(folder, 'instance.json'),
    secrets: join(folder, 'secrets.json'),
    livekitConfig: join(folder, 'livekit.yaml'),
    policy: join(folder, 'residency.yaml'),
    policyNote: join(folder, 'residency.yaml.note'),
    identityKey: join(folder, 'identity-key.json'),
    auditHead: join(folder, 'audit-head.note'),
    witness: join(folder, 'witness'),
    mailbox: join(folder, 'mail'),
    database: join(folder, 'database'),
  };
}

/** Where a part, or a step of the set-up, writes what it has to say. */
export const logOf = (home: Home, name: string): string => join(home.logs, `${name}.log`);

export function defaultHomeFolder(env: NodeJS.ProcessEnv): string {
  const wanted = env['SABHA_HOME'] ?? '';
  // Set to nothing is not set: else it would be the checkout itself.
  return resolve(checkout, wanted === '' ? '.sabha' : wanted);
}

/** Makes the folders. */
export async function openHome(folder: string): Promise<Home> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o711 });
    // The way through for the database's own user; whatever lies inside is closed for itself.
    if (process.getuid?.() === 0) await chmod(folder, 0o711);
    const home = homeAt(await realpath(folder));
    await mkdir(home.logs, { recursive: true, mode: 0o700 });
    await mkdir(home.mailbox, { recursive: true, mode: 0o700 });
    return home;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    throw new Fault(
      'data folder',
      `cannot be used at ${folder} (${messageOf(error)})`,
      'make it writable or set SABHA_HOME to another folder',
    );
  }
}
