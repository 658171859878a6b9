import { ComeAgain, type Watcher } from './watcher.ts';

export type StreamLimits = Readonly<{
  /** Of one person or place in one meeting: tabs, and connections that a phone left behind unseen. */
  perHolder: number;
  /** Of one address, which a whole town may share. */
  perAddress: number;
}>;

/** The open streams of one process, by who holds them. */
export class StreamCount {
  readonly #limits: StreamLimits;
  readonly #byHolder = new Map<string, readonly Watcher[]>();
  readonly #byAddress = new Map<string, number>();

  constructor(limits: StreamLimits) {
    this.#limits = limits;
  }

  /**
   * A holder's newest streams count: the oldest is the one that nobody looks at any more. An address that is full takes no more.
   * @returns what to call at the end. @throws ComeAgain
   */
  enter(watcher: Watcher, { holder, address }: Readonly<{ holder: string; address: string }>): () => void {
    const ofAddress = this.#byAddress.get(address) ?? 0;
    if (ofAddress >= this.#limits.perAddress) throw new ComeAgain();
    this.#byAddress.set(address, ofAddress + 1);
    const ofHolder = [...(this.#byHolder.get(holder) ?? []), watcher];
    ofHolder.slice(0, -this.#limits.perHolder).forEach((oldest) => oldest.dismiss());
    this.#byHolder.set(holder, ofHolder.slice(-this.#limits.perHolder));
    return () => this.#leave(watcher, { holder, address });
  }

  #leave(watcher: Watcher, { holder, address }: Readonly<{ holder: string; address: string }>): void {
    const ofAddress = (this.#byAddress.get(address) ?? 1) - 1;
    if (ofAddress > 0) this.#byAddress.set(address, ofAddress);
    else this.#byAddress.delete(address);
    const ofHolder = (this.#byHolder.get(holder) ?? []).filter((other) => other !== watcher);
    if (ofHolder.length > 0) this.#byHolder.set(holder, ofHolder);
    else this.#byHolder.delete(holder);
  }
}
