import { homedir } from 'node:os';
import { join } from 'node:path';

/** What is brought once and kept between checkouts, never inside one; bin/runtime.mjs keeps Node at the same place. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return env['SABHA_CACHE'] ?? join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'sabha');
}
