/** What a terminal, a service manager and a closed window send. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Thrown out of whatever was going on when the person has had enough. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** As shells count it: 128 and the number of SIGINT. */
export const interruptedCode = 130;

/** A signal that aborts when this process is asked to end; it is then up to the command to end in good order. */
export function abortOnEnding(): AbortSignal {
  const ending = new AbortController();
  for (const name of endings) process.on(name, () => ending.abort(new Interrupted(name)));
  process.on('uncaughtException', (error) => ending.abort(error));
  return ending.signal;
}
