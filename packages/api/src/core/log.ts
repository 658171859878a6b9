import { type DestinationStream, type Logger, pino } from 'pino';
import { redacted } from './redaction.ts';

type Fields = Record<string, unknown>;

/** JSON lines with the UTC time. All that is written passes one redaction; a stack is written at `debug` alone, without values. */
export function createLog(options: Readonly<{ level: string; name: string }>, destination?: DestinationStream): Logger {
  const how = { withFrames: options.level === 'debug' || options.level === 'trace' };
  return pino(
    {
      name: options.name,
      level: options.level,
      base: { name: options.name, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        bindings: (bindings) => redacted(bindings, how) as Fields,
        log: (fields) => redacted(fields, how) as Fields,
      },
      serializers: { err: (err: unknown) => err },
      hooks: {
        // Of a bare error pino would make its message the line's own; and a sentence may be glued from what somebody wrote.
        logMethod(args, method) {
          const [first, ...rest] = args as unknown[];
          const shown = first instanceof Error ? [{ err: first }, 'error'] : [first, ...rest];
          const safe = shown.map((arg) => (typeof arg === 'string' ? redacted(arg, how) : arg));
          method.apply(this, safe as Parameters<typeof method>);
        },
      },
    },
    destination,
  );
}
