import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What the page carries inside itself: it asks nobody for anything. */
export type Assets = Readonly<{ styles: string; scripts: readonly string[] }>;

/** In the order in which they override each other. */
const STYLES = ['tokens', 'base', 'verdict', 'tables', 'drawings', 'plots', 'closing', 'narrow', 'paper'] as const;

const uplot = (file: string) => readFileSync(createRequire(import.meta.url).resolve(`uplot/${file}`), 'utf8');
const own = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

/** @throws where a script could not stand inside <script> as it is, since its hash would then not be that of what runs. */
export function readAssets({ withScripts }: { withScripts: boolean }): Assets {
  const licence = `/*!\n * uPlot\n *\n${uplot('LICENSE').trim().replace(/^/gm, ' * ')}\n */\n`;
  const scripts = !withScripts ? [] : [`${licence}${uplot('dist/uPlot.iife.min.js')}`, own('charts.js')];
  for (const script of scripts) {
    if (/<\/script|<!--|[\r\0]/i.test(script))
      throw new Error('A script of the report holds what HTML would read as something else.');
  }
  return { styles: `${uplot('dist/uPlot.min.css')}\n${STYLES.map((name) => own(`styles/${name}.css`)).join('')}`, scripts };
}

/** `'sha256-…'` of a script, as a Content-Security-Policy names it. */
export function hashSource(script: string): string {
  return `'sha256-${createHash('sha256').update(script, 'utf8').digest('base64')}'`;
}

export function contentSecurityPolicy({ scripts }: Assets): string {
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src ${scripts.length === 0 ? "'none'" : scripts.map(hashSource).join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
