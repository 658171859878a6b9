import { execFileSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** The Node of this machine that the entry has to work with and nothing else does, if there is one. */
export const olderNode = [...new Set([...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'])]
  .map((folder) => join(folder, 'node'))
  .find((node) => {
    const major = majorOf(node);
    return major >= 20 && major < 24;
  });

function majorOf(node: string): number {
  try {
    return Number(
      execFileSync(node, ['-p', 'process.versions.node.split(".")[0]'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  } catch {
    return 0; // no such file
  }
}
