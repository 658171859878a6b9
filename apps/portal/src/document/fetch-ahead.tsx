import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CALL_CODE_FILE } from '../../after-build/list-call-code.ts';
import { portalEnv } from '../env.ts';

/** Fetches the call's code while the person types, once the page itself has nothing more to load. It is not run here. */
export function FetchCallCodeAhead({ nonce }: { nonce: string | undefined }) {
  const files = callCode();
  if (files.length === 0) return null;
  return <script {...(nonce === undefined ? {} : { nonce })} dangerouslySetInnerHTML={{ __html: script(files) }} />;
}

/** After the first paint, and one by one: over HTTP/1.1 more at once would take the connection that the form needs. */
const script = (files: readonly string[]) => `(() => {
  const files = ${JSON.stringify(files)};
  const next = () => {
    const file = files.shift();
    if (!file) return;
    const link = document.createElement('link');
    link.rel = 'prefetch';
    link.href = '/_next/' + file;
    link.onload = link.onerror = next;
    document.head.append(link);
  };
  addEventListener('load', () => requestAnimationFrame(() => setTimeout(next)));
  addEventListener('submit', () => files.length = 0);
})();`;

let list: readonly string[] | undefined;

/** Written by the build; there is none while developing, and the room then loads its code when it is opened. */
function callCode(): readonly string[] {
  if (portalEnv().NODE_ENV === 'development') return [];
  list ??= JSON.parse(readFileSync(join(process.cwd(), portalEnv().BUILD_FOLDER, CALL_CODE_FILE), 'utf8')) as readonly string[];
  return list;
}
