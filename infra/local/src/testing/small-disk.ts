/** A disk that is soon full, for tables of one test's database. Needs root on Linux: it is a file system in memory. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { inject } from 'vitest';
import { testHomePrefix } from './leftovers.ts';

export type SmallDisk = Readonly<{
  /** Nothing more fits. */
  fill(): void;
  free(): void;
  /** After the database has been dropped. */
  remove(): Promise<void>;
}>;

const MEGABYTES = 8;

/** @param owner a connection of the owner to the database whose tables move there */
export async function putOnSmallDisk(owner: postgres.Sql, tables: readonly string[]): Promise<SmallDisk> {
  const folder = mkdtempSync(join(tmpdir(), testHomePrefix));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=0755`, 'tmpfs', folder]);
  const name = `small_${randomBytes(6).toString('hex')}`;
  const superuser = postgres(inject('sabha').superuserUrl, { max: 1, onnotice: () => undefined });
  const [row] = await superuser<{ folder: string }[]>`select current_setting('data_directory') as folder`;
  const { uid, gid } = statSync(row?.folder ?? '');
  chownSync(folder, uid, gid);
  await superuser.unsafe(`CREATE TABLESPACE ${name} LOCATION '${folder}'`);
  await superuser.unsafe(`GRANT CREATE ON TABLESPACE ${name} TO PUBLIC`);
  for (const table of tables) await owner.unsafe(`ALTER TABLE ${table} SET TABLESPACE ${name}`);
  const filler = join(folder, 'filler');
  return {
    fill() {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(bavail * bsize));
    },
    free: () => rmSync(filler, { force: true }),
    async remove() {
      await superuser.unsafe(`DROP TABLESPACE ${name}`);
      await superuser.end({ timeout: 5 });
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
