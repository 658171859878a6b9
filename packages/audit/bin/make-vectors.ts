/** Writes vectors.json anew: what any implementation of FORMAT.md must reproduce. `node packages/audit/bin/make-vectors.ts` */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeVectors } from '../src/testing/make-vectors.ts';

writeFileSync(join(import.meta.dirname, '../vectors.json'), `${JSON.stringify(makeVectors(), null, 2)}\n`);
