/**
 * The one LISTEN connection of a process. A notification that is sent while it is away is lost for good, so whoever listens
 * is told of every gap. The client comes back by itself when the connection breaks, though ever more slowly; of one that
 * fell silent without breaking it never learns. So it has to hear itself every few seconds, and is replaced when it does not.
 */
import postgres from 'postgres';
import { MEETING_CHANNEL, type MeetingChange, readChange } from './stores/notify.ts';

/** How often the connection is asked to hear itself; a gap lasts twice this at most, once the database is back. */
const WATCH_MS = 2_000;
/** Longer than this it takes no connection to answer. */
const PATIENCE_MS = 5_000;
const ECHO = '';

export type MeetingListener = Readonly<{
  /** Resolves when it listens for the first time; rejects when the database cannot be reached then. */
  ready: Promise<void>;
  close(): Promise<void>;
}>;

/**
 * @param url postgres://… of the application's role.
 * @param heard `changed` for every change after its commit; `resumed` after a gap: anything may have changed.
 */
export function listenToMeetings(
  url: string,
  heard: Readonly<{ changed(change: MeetingChange): void; resumed(): void }>,
): MeetingListener {
  let client = open(url);
  let isSound = false;
  let hasEcho = true;
  let begun = 0;

  async function listen(): Promise<void> {
    const onPayload = (payload: string) => {
      if (payload === ECHO) hasEcho = true;
      else heard.changed(readChange(payload));
    };
    // Called anew whenever the client has come back by itself.
    const onListening = () => {
      begun += 1;
      if (begun > 1) heard.resumed();
    };
    await within(PATIENCE_MS, client.listen(MEETING_CHANNEL, onPayload, onListening));
    isSound = true;
  }

  async function watch(): Promise<void> {
    if (isSound && hasEcho) {
      hasEcho = false;
      isSound = false;
      await within(PATIENCE_MS, client.notify(MEETING_CHANNEL, ECHO));
      isSound = true;
      return;
    }
    void client.end({ timeout: 0 });
    isSound = false;
    hasEcho = true;
    client = open(url);
    await listen();
  }

  const ready = listen();
  let watching: Promise<void> | undefined = settled(ready).finally(() => void (watching = undefined));
  const timer = setInterval(() => {
    // When the database cannot be reached, the next turn tries anew.
    watching ??= settled(watch()).finally(() => void (watching = undefined));
  }, WATCH_MS);
  timer.unref();

  return {
    ready,
    async close() {
      clearInterval(timer);
      await watching;
      await client.end({ timeout: 1 });
    },
  };
}

const settled = (work: Promise<void>): Promise<void> => work.catch(() => undefined);

async function within(ms: number, work: PromiseLike<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer from the database within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const open = (url: string) =>
  postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connect_timeout: PATIENCE_MS / 1000,
    connection: { application_name: 'sabha listener' },
  });
