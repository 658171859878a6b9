import { readTileFile } from '@sabha/api/audit-log/read';
import { immutableBytes, notThere } from '../../../../serve/log-file.ts';
import { portalServices } from '../../../../trpc/services.ts';

export const dynamic = 'force-dynamic';

type Given = Readonly<{ params: Promise<Readonly<{ path: readonly string[] }>> }>;

/** Hashes at `/audit/tile/<level>/...`, entries at `/audit/tile/entries/...`. */
export async function GET(_: Request, { params }: Given): Promise<Response> {
  const { path } = await params;
  const bytes = await readTileFile(await portalServices(), `tile/${path.join('/')}`);
  return bytes === null ? notThere() : immutableBytes(bytes);
}
