import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Head } from 'next/document';
import type { JSX } from 'react';
import { portalEnv } from '../env.ts';

/**
 * The stylesheet in the page itself: where a round trip takes 400 ms, a page that has to ask for its styles is painted
 * that much later. For pages that people open once, from a link; on others the file is better kept in the cache.
 */
export class HeadWithInlineStyles extends Head {
  override getCssLinks(files: Parameters<Head['getCssLinks']>[0]): JSX.Element[] | null {
    // While developing, the styles are made on demand and there is no file.
    if (portalEnv().NODE_ENV === 'development') return super.getCssLinks(files);
    const css = files.allFiles.filter((file) => file.endsWith('.css')).map(styleSheet);
    const nonce = this.props.nonce === undefined ? {} : { nonce: this.props.nonce };
    return [<style key="styles" {...nonce} dangerouslySetInnerHTML={{ __html: css.join('') }} />];
  }
}

const read = new Map<string, string>();

/** Its addresses are relative to the file; in the page they have to be whole. No file of ours can hold `</style`. */
function styleSheet(file: string): string {
  const known = read.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(join(process.cwd(), portalEnv().BUILD_FOLDER, file), 'utf8').replaceAll(
    'url(../',
    'url(/_next/static/',
  );
  read.set(file, text);
  return text;
}
