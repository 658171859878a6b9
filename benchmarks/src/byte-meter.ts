import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';

type Asked = Readonly<{
  requestId: string;
  timestamp: number;
  request: Readonly<{ url: string; headers: Readonly<Record<string, string>> }>;
  type?: string;
  redirectResponse?: Readonly<{ encodedDataLength: number }>;
}>;

type Kind = 'script' | 'style' | 'font' | 'document' | 'other';

/** One request of a page: what came over the wire for it, headers included, compressed as it was sent. */
type Transfer = {
  url: string;
  kind: Kind;
  /** Asked for with `rel=prefetch`: for a page that may come next, after everything this page needs. */
  ahead: boolean;
  fromCache: boolean;
  /** Server-sent events: open for as long as the page is. */
  stream: boolean;
  /** Seconds on the browser's clock, and the bytes that had come by then. */
  arrivals: { at: number; bytes: number }[];
  ended: boolean;
};

export type Weight = Readonly<{ requests: number; script: number; all: number; ahead: number }>;

/** Counts what a page loads by the Chrome DevTools Protocol. Attach it before the page is opened. */
export class ByteMeter {
  readonly #transfers = new Map<string, Transfer>();
  readonly #earlier: Transfer[] = [];
  #startedAt: number | undefined;

  static async attach(cdp: CDPSession): Promise<ByteMeter> {
    const meter = new ByteMeter();
    cdp.on('Network.requestWillBeSent', (event) => {
      meter.#startedAt ??= event.timestamp;
      meter.#begin(event);
    });
    cdp.on('Network.requestServedFromCache', ({ requestId }) =>
      meter.#change(requestId, (transfer) => (transfer.fromCache = true)),
    );
    cdp.on('Network.responseReceived', ({ requestId, response, timestamp }) =>
      meter.#change(requestId, (transfer) => {
        transfer.kind = kindOf(response.mimeType, transfer.url);
        transfer.arrivals.push({ at: timestamp, bytes: response.encodedDataLength });
      }),
    );
    cdp.on('Network.dataReceived', ({ requestId, encodedDataLength, timestamp }) =>
      meter.#change(requestId, (transfer) => transfer.arrivals.push({ at: timestamp, bytes: Math.max(0, encodedDataLength) })),
    );
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength, timestamp }) =>
      meter.#change(requestId, (transfer) => {
        const counted = sum(transfer.arrivals);
        transfer.arrivals.push({ at: timestamp, bytes: encodedDataLength - counted });
        transfer.ended = true;
      }),
    );
    cdp.on('Network.loadingFailed', ({ requestId }) => meter.#change(requestId, (transfer) => (transfer.ended = true)));
    await cdp.send('Network.enable');
    return meter;
  }

  /** What had come `untilMs` after the navigation began; all of it when no time is given. */
  weigh(untilMs = Number.POSITIVE_INFINITY): Weight {
    const until = (this.#startedAt ?? 0) + untilMs / 1000;
    const seen = this.#all().filter((transfer) => !transfer.fromCache && transfer.arrivals.some(({ at }) => at <= until));
    const own = seen.filter((transfer) => !transfer.ahead);
    const bytes = (transfers: readonly Transfer[]) =>
      transfers.reduce((total, { arrivals }) => total + sum(arrivals.filter(({ at }) => at <= until)), 0);
    return {
      requests: own.length,
      script: bytes(own.filter(({ kind }) => kind === 'script')),
      all: bytes(own),
      ahead: bytes(seen.filter((transfer) => transfer.ahead)),
    };
  }

  /** Resolves when nothing has been asked for or received for `quietMs`; a stream that is meant to stay open does not count. */
  async rest(quietMs = 700, withinMs = 120_000): Promise<void> {
    const deadline = performance.now() + withinMs;
    let seen = -1;
    let since = performance.now();
    while (performance.now() - since < quietMs) {
      if (performance.now() > deadline) throw new Error(`the page still loads ${this.#open().join(', ')}`);
      await pause(50);
      const events = this.#all().reduce((count, { arrivals }) => count + 1 + arrivals.length, 0);
      if (events !== seen || this.#open().length > 0) since = performance.now();
      seen = events;
    }
  }

  /** For a reader who wants to know what is so heavy. */
  list(): readonly Readonly<{ url: string; kind: Kind; ahead: boolean; bytes: number }>[] {
    return this.#all().map(({ url, kind, ahead, arrivals }) => ({ url, kind, ahead, bytes: sum(arrivals) }));
  }

  #open(): readonly string[] {
    return this.#all().flatMap(({ url, ended, stream }) => (ended || stream ? [] : [url]));
  }

  #all(): readonly Transfer[] {
    return [...this.#earlier, ...this.#transfers.values()].filter(({ url }) => /^https?:/.test(url));
  }

  #begin({ requestId, request, type, redirectResponse, timestamp }: Asked): void {
    const redirected = this.#transfers.get(requestId);
    if (redirected !== undefined && redirectResponse !== undefined) {
      const arrivals = [{ at: timestamp, bytes: redirectResponse.encodedDataLength }];
      this.#earlier.push({ ...redirected, arrivals, ended: true });
    }
    const asked = {
      url: request.url,
      kind: 'other',
      ahead: request.headers['Sec-Purpose'] === 'prefetch',
      stream: type === 'EventSource',
    } as const;
    this.#transfers.set(requestId, { ...asked, fromCache: false, arrivals: [], ended: false });
  }

  #change(requestId: string, change: (transfer: Transfer) => void): void {
    const transfer = this.#transfers.get(requestId);
    if (transfer !== undefined) change(transfer);
  }
}

function sum(arrivals: readonly { bytes: number }[]): number {
  return arrivals.reduce((total, { bytes }) => total + bytes, 0);
}

function kindOf(mimeType: string, url: string): Kind {
  if (/javascript|ecmascript/.test(mimeType) || /\.m?js(?:\?|$)/.test(url)) return 'script';
  if (mimeType === 'text/css') return 'style';
  if (/font|woff/.test(mimeType)) return 'font';
  return mimeType === 'text/html' ? 'document' : 'other';
}
