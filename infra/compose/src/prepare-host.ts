/** Writes host/: everything that compose.yaml hands to the programs of this host. Run again whenever something of it changes. */
import { verifierOf } from '@sabha/audit/note';
import { loadPolicy } from '@sabha/api/residency/load-policy';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { certificateFiles, hostFiles, logFolder } from './host-files.ts';
import { completeSecrets, type HostSecrets } from './host-secrets.ts';
import { readSettings } from './host-settings.ts';

export type Preparation = Readonly<{
  /** Where compose.yaml lies; .env, host/given.env and the signed policy in host/ are the operator's. */
  folder: string;
  /** Templates of this repository. */
  templates: Readonly<{ livekit: string; nginx: string }>;
  /** Gives each file to the user of its container; only root can. */
  isRoot: boolean;
}>;

export type Prepared = Readonly<{
  files: readonly string[];
  /** By which anybody can verify this host's receipts. */
  receiptVerifier: string;
  /** What the operator still has to put there. */
  missing: readonly string[];
}>;

/** @throws Error with every reason why this host may not be run; then nothing was written. */
export async function prepareHost({ folder, templates, isRoot }: Preparation): Promise<Prepared> {
  const host = join(folder, 'host');
  const settings = readSettings({ ...(await envAt(join(folder, '.env'))), ...(await envAt(join(host, 'given.env'))) });
  const { policy } = await loadPolicy({
    file: join(host, 'residency.yaml'),
    verifiers: [settings.SABHA_RESIDENCY_VERIFIER],
  });
  const secrets = completeSecrets(await secretsAt(host), { chance: randomBytes, host: settings.SABHA_PUBLIC_HOST });
  const files = hostFiles({ policy, settings, secrets, templates });

  const give = (path: string, user: number) => (isRoot ? chown(path, user, user) : Promise.resolve());
  await keep(join(host, 'secrets.json'), JSON.stringify(secrets, null, 2));
  for (const { name, content, user } of files) {
    await keep(join(host, name), content);
    await give(join(host, name), user);
  }
  await mkdir(join(host, logFolder.name), { recursive: true, mode: 0o750 });
  await give(join(host, logFolder.name), logFolder.user);
  const there = certificateFiles.filter(({ name }) => existsSync(join(host, name)));
  for (const { name, user } of there) {
    await chmod(join(host, name), 0o600);
    await give(join(host, name), user);
  }
  // Read by two programs; signed, so there is nothing to hide and nothing to change.
  for (const name of ['residency.yaml', 'residency.yaml.note']) await chmod(join(host, name), 0o644);
  return {
    files: files.map(({ name }) => name),
    receiptVerifier: verifierOf(secrets.receiptSigner),
    missing: certificateFiles.filter((file) => !there.includes(file)).map(({ name }) => name),
  };
}

async function envAt(file: string): Promise<Readonly<Record<string, string | undefined>>> {
  return parseEnv(await readFile(file, 'utf8'));
}

async function secretsAt(host: string): Promise<Partial<HostSecrets>> {
  const file = join(host, 'secrets.json');
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Partial<HostSecrets>) : {};
}

/** Replaced whole, and for its owner alone from its first moment on. */
async function keep(file: string, content: string): Promise<void> {
  const draft = `${file}.new`;
  await writeFile(draft, content, { mode: 0o600 });
  await rename(draft, file);
}
