import { JoinResponse, SignalRequest, SignalResponse } from '@livekit/protocol';

type Message = SignalResponse['message'];
type Kind = NonNullable<Message['case']>;

const PATIENCE_MS = 15_000;

/** LiveKit's signalling by hand: keeps every message it was sent, in order. */
export class SignalClient {
  readonly #socket: WebSocket;
  readonly #heard: Message[] = [];
  readonly #listeners = new Set<() => void>();
  readonly closed: Promise<void>;

  /** @param path with its query. Rejects when the server refuses. */
  static async connect(url: string): Promise<SignalClient> {
    const client = new SignalClient(url);
    await client.heard(() => client.#heard.length > 0, `an answer from ${url.split('?')[0] ?? ''}`);
    return client;
  }

  private constructor(url: string) {
    this.#socket = new WebSocket(url);
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.addEventListener('message', ({ data }) => {
      this.#heard.push(SignalResponse.fromBinary(new Uint8Array(data as ArrayBuffer)).message);
      for (const listener of this.#listeners) listener();
    });
    this.closed = new Promise((resolve) => this.#socket.addEventListener('close', () => resolve(), { once: true }));
  }

  send(message: SignalRequest['message']): void {
    this.#socket.send(new SignalRequest({ message }).toBinary());
  }

  close(): void {
    this.#socket.close();
  }

  /** The first message of that kind. */
  async first(kind: Kind): Promise<Message> {
    const found = () => this.#heard.find((message) => message.case === kind);
    await this.heard(() => found() !== undefined, kind);
    return found() ?? { case: undefined };
  }

  async join(): Promise<JoinResponse> {
    const message = await this.first('join');
    return message.case === 'join' ? message.value : new JoinResponse();
  }

  /** All that was heard so far, readable. */
  transcript(): readonly unknown[] {
    return this.#heard.map((message) => new SignalResponse({ message }).toJson());
  }

  async heard(isEnough: () => boolean, what: string): Promise<void> {
    const enough = Promise.withResolvers<null>();
    const look = () => {
      if (isEnough()) enough.resolve(null);
    };
    const tooLate = setTimeout(() => enough.reject(new Error(`${what} never came`)), PATIENCE_MS);
    this.#listeners.add(look);
    look();
    try {
      await enough.promise;
    } finally {
      clearTimeout(tooLate);
      this.#listeners.delete(look);
    }
  }
}
