import type { InstanceEvent } from '../instance/start-instance.ts';
import type { PartEvent } from '../process/supervised-part.ts';
import { seconds, type Terminal } from './terminal.ts';

const everyMs = 10_000;

/** Turns what happens to an instance into lines; a step that takes long says so every ten seconds. */
export class InstancePrinter {
  readonly #terminal: Terminal;
  readonly #running = new Map<string, { since: number; lastLine: string; saidAt: number }>();
  readonly #timer: NodeJS.Timeout;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#timer = setInterval(() => this.#stillAtIt(), 1000).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  readonly on = (event: InstanceEvent): void => {
    switch (event.kind) {
      case 'begun':
        this.#running.set(event.step, { since: performance.now(), lastLine: '', saidAt: performance.now() });
        break;
      case 'progress':
        this.#progress(event.step, event.line);
        break;
      case 'done':
        this.#running.delete(event.step);
        this.#terminal.entry('done', event.step, `${seconds(event.tookMs).padStart(7)}  ${event.note}`);
        break;
      case 'orphans-ended':
        this.#terminal.entry('warning', 'cleaned up', `parts of a run that was killed: ${event.parts.join(', ')}`);
        break;
      case 'part':
        this.#part(event.part, event.event);
        break;
    }
  };

  #progress(step: string, line: string): void {
    const state = this.#running.get(step);
    if (state?.lastLine === '') this.#terminal.entry('going', step, line);
    if (state !== undefined) state.lastLine = line;
  }

  #stillAtIt(): void {
    for (const [step, state] of this.#running) {
      const now = performance.now();
      if (now - state.saidAt < everyMs) continue;
      state.saidAt = now;
      this.#terminal.entry(
        'going',
        step,
        `still at it after ${seconds(now - state.since)}${state.lastLine === '' ? '' : `: ${state.lastLine}`}`,
      );
    }
  }

  #part(part: string, event: PartEvent): void {
    if (event.kind === 'ended')
      this.#terminal.entry('warning', part, `${event.how}; starting it again in ${seconds(event.retryInMs)}`);
    if (event.kind === 'recovered') this.#terminal.entry('done', part, `is back after ${seconds(event.afterMs)}`);
  }
}
