import type { MeetingChange } from '@sabha/db/stores/notify';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Ends a stream without a word that it is over, as a broken connection would: tRPC passes the name on as an end without an
 * event, and the browser's EventSource comes again by itself in a few seconds.
 */
export class ComeAgain extends Error {
  override readonly name = 'AbortError';
}

type Parts = Readonly<{
  signal: AbortSignal;
  participantId: string | undefined;
  /** From 0 up to 1. */
  random: () => number;
}>;

/** One subscriber. It is born awake, so that the first reading comes after it listens and nothing falls between. */
export class Watcher {
  readonly #parts: Parts;
  readonly #onAbort = () => this.#stir();
  #isAwake = true;
  #isDismissed = false;
  #waking: ReturnType<typeof setTimeout> | undefined;
  #stir: () => void = () => undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.signal.addEventListener('abort', this.#onAbort);
  }

  /** @param crowd how many hear it. Those who stand at a door do not all read in the same instant. */
  hear({ participantId }: MeetingChange, crowd: number): void {
    const own = this.#parts.participantId;
    if (participantId === null) this.wakeAmong(own === undefined ? 0 : crowd);
    else if (own === undefined || participantId === own) this.#wake();
  }

  /** After a part of as many milliseconds as there are others: a process reads a thousand times in a second at most. */
  wakeAmong(crowd: number): void {
    if (crowd === 0) this.#wake();
    else this.#waking ??= setTimeout(() => this.#wake(), this.#parts.random() * crowd).unref();
  }

  dismiss(): void {
    this.#isDismissed = true;
    this.#stir();
  }

  /** False when the subscriber has gone. @throws ComeAgain when it was dismissed */
  async woken(): Promise<boolean> {
    const { signal } = this.#parts;
    const isOver = () => signal.aborted || this.#isDismissed;
    if (!this.#isAwake && !isOver()) await new Promise<void>((resolve) => (this.#stir = resolve));
    this.#isAwake = false;
    if (signal.aborted) return false;
    if (this.#isDismissed) throw new ComeAgain();
    return true;
  }

  /** Cut short when the subscriber goes. */
  async rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#parts.signal, ref: false }).catch(() => undefined);
  }

  close(): void {
    clearTimeout(this.#waking);
    this.#parts.signal.removeEventListener('abort', this.#onAbort);
  }

  #wake(): void {
    clearTimeout(this.#waking);
    this.#waking = undefined;
    this.#isAwake = true;
    this.#stir();
  }
}
