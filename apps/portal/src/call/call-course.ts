/** Carries out what call-phase.ts decides: fetches passes, connects, waits, gives up. One course per mounted call. */
import type { CallPass, DoorView } from '@sabha/domain/meeting/room-contract';
import { queueDelay } from '@sabha/domain/residency/retry-delay';
import { CallRefused, type CallActions } from './call-actions.ts';
import { firstPhase, nextPhase, type CallEvent, type CallPhase } from './call-phase.ts';
import type { Connection } from './connection.ts';
import { rejoinDelay } from './retry-delay.ts';
import { createStore, type Store } from './store.ts';

export type CourseState = Readonly<{ phase: CallPhase; pass: CallPass | null }>;

export type CourseParts = Readonly<{
  actions: Pick<CallActions, 'getPass' | 'leave'>;
  connection: Connection;
  door: DoorView;
  random: () => number;
  /** A connection stands (again): publish. */
  onConnected(pass: CallPass): void;
  /** The call is over: let go of every device. */
  onClosed(): void;
}>;

export type CallCourse = Readonly<{
  state: Store<CourseState>;
  start(): void;
  /** Leaves the media server without telling the portal: the page goes away. */
  stop(): void;
  doorChanged(now: DoorView): void;
  retryNow(): void;
  /** Ends it at once: media goes, or was to go, outside the policy. */
  wentOutside(): void;
  comeBack(): void;
  leave(): Promise<void>;
}>;

export function createCourse(parts: CourseParts): CallCourse {
  return new Course(parts);
}

class Course implements CallCourse {
  readonly state = createStore<CourseState>({ phase: firstPhase, pass: null });
  readonly #parts: CourseParts;
  #door: DoorView;
  /** Whatever an overtaken attempt still answers is not heard. */
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unlisten: (() => void) | undefined;

  constructor(parts: CourseParts) {
    this.#parts = parts;
    this.#door = parts.door;
  }

  start(): void {
    this.#unlisten = this.#parts.connection.listen({
      lost: (reason) => this.#dispatch({ kind: 'disconnected', reason }),
      mending: () => this.#dispatch({ kind: 'mending' }),
      mended: () => this.#dispatch({ kind: 'mended' }),
    });
    void this.#join();
  }

  stop(): void {
    this.#unlisten?.();
    void this.#close();
  }

  doorChanged(now: DoorView): void {
    const before = this.#door;
    this.#door = now;
    this.#dispatch({ kind: 'door', before, now, pass: this.state.get().pass });
  }

  retryNow(): void {
    this.#dispatch({ kind: 'retry_wanted' });
  }

  wentOutside(): void {
    this.#dispatch({ kind: 'outside' });
  }

  comeBack(): void {
    this.#dispatch({ kind: 'come_back' });
  }

  async leave(): Promise<void> {
    this.#dispatch({ kind: 'left' });
    // The media server has already seen the leaving; the portal learns it from there if this word is lost.
    await this.#parts.actions.leave().catch(() => undefined);
  }

  #dispatch(event: CallEvent): void {
    const { phase, effect } = nextPhase(this.state.get().phase, event);
    this.state.set({ ...this.state.get(), phase });
    if (effect === 'join_now') void this.#join();
    if (effect === 'join_later') this.#joinLater(phase);
    if (effect === 'close') void this.#close();
  }

  #overtake(): number {
    clearTimeout(this.#timer);
    return (this.#turn += 1);
  }

  #joinLater(phase: CallPhase): void {
    this.#overtake();
    this.#timer = setTimeout(() => void this.#join(), delayOf(phase, this.#parts.random));
  }

  async #join(): Promise<void> {
    const mine = this.#overtake();
    const { actions, connection, onConnected } = this.#parts;
    if (!connection.isSupported()) {
      this.#dispatch({ kind: 'unsupported' });
      return;
    }
    try {
      const pass = await actions.getPass();
      if (mine !== this.#turn) return;
      // First on the way, then drawn: the drawing fills the time that the network takes.
      const connected = connection.connect(pass);
      this.state.set({ ...this.state.get(), pass });
      await connected;
      if (mine !== this.#turn) return;
      this.#dispatch({ kind: 'connected' });
      onConnected(pass);
    } catch (error) {
      if (mine !== this.#turn) return;
      this.#dispatch(
        error instanceof CallRefused
          ? { kind: 'refused', code: error.code, id: error.id, reason: error.reason }
          : { kind: 'connect_failed' },
      );
    }
  }

  async #close(): Promise<void> {
    this.#overtake();
    this.#parts.onClosed();
    await this.#parts.connection.disconnect();
  }
}

function delayOf(phase: CallPhase, random: () => number): number {
  if (phase.kind === 'queued') return queueDelay(phase.attempt, random);
  if (phase.kind !== 'rejoining') return rejoinDelay(0, false, random);
  return rejoinDelay(phase.attempt, phase.why === 'too_many_attempts', random);
}
