import { createCaller } from '@sabha/api/root';
import { createContext } from './context.ts';
import { surfaceOfNode } from './surface.ts';

/** The use cases, called without HTTP by `getServerSideProps` in `src/pages`, where next/headers does not exist. */
export async function serverApiOfNode(...request: Parameters<typeof surfaceOfNode>) {
  return createCaller(await createContext(surfaceOfNode(...request)));
}
