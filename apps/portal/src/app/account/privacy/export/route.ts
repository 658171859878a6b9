import { ownFile } from '../../../../request/own-file.ts';
import { serverApi } from '../../../../trpc/server.ts';

export const dynamic = 'force-dynamic';

/** All that is held about whoever is signed in. */
export const GET = (): Promise<Response> =>
  ownFile(
    { name: 'sabha-my-data.json', type: 'application/json' },
    async () => `${JSON.stringify(await (await serverApi()).privacy.export({}), null, 1)}\n`,
  );
