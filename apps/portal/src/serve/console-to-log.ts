import type { Logger } from 'pino';

/**
 * Next.js writes what it has to say to the console, errors with all their properties among it: a failed statement's
 * parameters would stand there. Here it goes through our log, which keeps values to itself.
 */
export function consoleToLog(log: Logger, target: Pick<Console, 'error' | 'warn' | 'info' | 'log'> = console): void {
  const say =
    (level: 'warn' | 'debug') =>
    (...said: unknown[]) => {
      const err = said.find((part) => part instanceof Error);
      const msg = said.filter((part) => typeof part === 'string').join(' ').trim(); // prettier-ignore
      log[level]({ ...(err && { err }) }, msg === '' ? 'Next.js' : msg);
    };
  Object.assign(target, { error: say('warn'), warn: say('warn'), info: say('debug'), log: say('debug') });
}
