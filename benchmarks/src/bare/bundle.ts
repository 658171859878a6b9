import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const entry = fileURLToPath(new URL('page-script.ts', import.meta.url));

export type BarePage = Readonly<{ html: string; script: Uint8Array }>;

/** One HTML file and one script: no framework, no style, no font. Of the bundlers at hand the one that makes the least of it. */
export async function bundleBarePage(): Promise<BarePage> {
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    transform: { target: 'es2022', define: { 'process.env.NODE_ENV': '"production"' } },
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true, codeSplitting: false });
  await bundle.close();
  return { html, script: new TextEncoder().encode(output[0].code) };
}

const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>bare</title>
<link rel="icon" href="data:,">
<script type="module" src="/bare.js"></script>
<form><label>Name <input name="displayName" disabled></label> <button disabled>Join</button></form>
</html>
`;
