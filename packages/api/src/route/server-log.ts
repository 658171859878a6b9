/** The media server's own view of sessions, out of its log: kept beside what their clients say, and held against it. */
import { noteServerViews } from '@sabha/db/stores/routes';
import { systemContext } from '../core/context.ts';
import type { Services } from '../core/services.ts';
import { LogFile } from './log-file.ts';
import { type LoggedView, readLogLine } from './log-line.ts';
import { rejudge } from './rejudge.ts';

export type LogFollower = Readonly<{ close(): Promise<void> }>;

const EVERY_MS = 500;

/** Follows the log until it is closed. A log or a database that is away costs nothing but time. */
export function followServerLog(services: Services, path: string): LogFollower {
  const follower = new Follower(services, path);
  follower.begin();
  return follower;
}

class Follower implements LogFollower {
  readonly #services: Services;
  readonly #file: LogFile;
  #isOver = false;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  /** Read, and not kept yet. */
  #views: LoggedView[] = [];
  /** Kept, and not held against the reports yet. */
  readonly #sids = new Set<string>();

  constructor(services: Services, path: string) {
    this.#services = services;
    this.#file = new LogFile(path);
  }

  begin(): void {
    this.#turn = this.#read().finally(() => {
      if (!this.#isOver) this.#timer = setTimeout(() => this.begin(), EVERY_MS);
    });
  }

  async close(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#timer);
    await this.#turn;
    await this.#file.close();
  }

  async #read(): Promise<void> {
    try {
      for (let lines = await this.#file.read(); lines.length > 0 && !this.#isOver; lines = await this.#file.read()) {
        this.#views.push(...lines.flatMap((line) => readLogLine(line) ?? []));
        await this.#settle();
      }
      await this.#settle();
    } catch (err) {
      this.#services.log.warn({ err }, "the media server's log could not be followed");
    }
  }

  async #settle(): Promise<void> {
    for (const sid of await noteServerViews(this.#services.db, this.#views)) this.#sids.add(sid);
    this.#views = [];
    for (const sid of this.#sids) {
      await rejudge(systemContext(this.#services, 'worker', 'server-log'), sid);
      this.#sids.delete(sid);
    }
  }
}
