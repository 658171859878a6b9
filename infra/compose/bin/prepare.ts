/** `node infra/compose/bin/prepare.ts`: makes host/ from .env, host/given.env and the signed policy. As root, on the host. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareHost } from '../src/prepare-host.ts';

const folder = join(import.meta.dirname, '..');
const templates = {
  livekit: readFileSync(join(folder, '../livekit/livekit.yaml'), 'utf8'),
  nginx: readFileSync(join(folder, 'nginx/nginx.conf'), 'utf8'),
};
const isRoot = process.getuid?.() === 0;
try {
  const { files, receiptVerifier, missing } = await prepareHost({ folder, templates, isRoot });
  console.log(`written below host/: ${files.join(', ')}`);
  console.log(`receipts of this host are verified with: ${receiptVerifier}`);
  if (!isRoot) console.log('not root: give each file to the user of its container by hand (README.md)');
  if (missing.length > 0) console.log(`still missing: ${missing.map((name) => `host/${name}`).join(', ')}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
