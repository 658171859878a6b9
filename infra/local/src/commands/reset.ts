import { existsSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { errorCode, Fault } from '../fault.ts';
import { defaultHomeFolder, homeAt, type Home } from '../instance/home.ts';
import { endOrphans, readRecord } from '../instance/record.ts';
import { movedDatabaseFolder } from '../parts/database-user.ts';
import { isAlive } from '../process/process-identity.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Removes everything an instance keeps, after asking; `--yes` answers beforehand. */
export async function reset(args: readonly string[], terminal: Terminal): Promise<number> {
  const home = homeAt(defaultHomeFolder(process.env));
  const record = await readRecord(home);
  if (record !== undefined && isAlive(record.runner)) {
    throw new Fault(
      'reset',
      `Sabha is running (process ${record.runner.pid})`,
      `stop it first: Ctrl-C there, or \`kill ${record.runner.pid}\``,
    );
  }
  // Every instance has secrets from its first second on; without them these names belong to something else.
  if (!existsSync(home.secrets)) {
    terminal.line(`There is no data of an instance in ${home.folder}.`);
    return 0;
  }
  const moved = await movedDatabaseFolder(home);
  const where = existsSync(moved) ? `${home.folder} and ${moved}` : home.folder;
  if (!args.includes('--yes') && !(await confirmed(where, terminal))) {
    terminal.line('Nothing was removed.');
    return 1;
  }
  if (record !== undefined) await endOrphans(record);
  await removeData(home, moved);
  terminal.line(`Removed the data in ${where}.`);
  return 0;
}

async function confirmed(where: string, terminal: Terminal): Promise<boolean> {
  terminal.line(`This removes every meeting, account, mail, log and secret of the instance in ${where}.`);
  if (!process.stdin.isTTY) throw new Fault('reset', 'there is nobody to ask', 'say `npm run reset -- --yes`');
  const question = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await question.question('Remove it all? Type "yes": ')).trim().toLowerCase() === 'yes';
  } finally {
    question.close();
  }
}

/** Only what an instance is known to make: SABHA_HOME may point at a folder that holds other things too. */
async function removeData(home: Home, moved: string): Promise<void> {
  const { folder: _kept, ...own } = home;
  for (const path of [...Object.values(own), join(home.folder, 'postgresql'), moved]) {
    await rm(path, { recursive: true, force: true });
  }
  try {
    await rmdir(home.folder);
  } catch (error) {
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'ENOENT') throw error;
  }
}
