import { ownFile } from '../../../../request/own-file.ts';
import { serverApi } from '../../../../trpc/server.ts';

export const dynamic = 'force-dynamic';

/** Proofs of the reader's own exports and erasures (packages/audit/FORMAT.md, section 6). */
export const GET = (): Promise<Response> =>
  ownFile(
    { name: 'sabha-receipts.json', type: 'application/json' },
    async () => (await (await serverApi()).privacy.receipts({})).file,
  );
