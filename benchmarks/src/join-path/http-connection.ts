/** One kept-alive HTTP/1.1 connection that asks one thing at a time: as little as a client can be, so that it is not what is measured. */
import { connect, type Socket } from 'node:net';

export type Target = Readonly<{ host: string; port: number }>;
export type Asked = Readonly<{ path: string; headers: Readonly<Record<string, string>>; body: string }>;
export type Answered = Readonly<{ status: number; head: string; body: string }>;

type Waiting = Readonly<{ resolve(answer: Answered): void; reject(error: Error): void }>;

export class HttpConnection {
  readonly #target: Target;
  #socket: Socket | null = null;
  #received = '';
  #waiting: Waiting | null = null;

  constructor(target: Target) {
    this.#target = target;
  }

  post({ path, headers, body }: Asked): Promise<Answered> {
    if (this.#waiting !== null) throw new Error('asked again before the answer came');
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const length = Buffer.byteLength(body);
    const head = `POST ${path} HTTP/1.1\r\nhost: ${this.#target.host}:${this.#target.port}\r\ncontent-length: ${length}\r\n`;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      (this.#socket ??= this.#open()).write(`${head}${lines.join('')}\r\n${body}`);
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    const socket = connect(this.#target).setNoDelay(true).setEncoding('latin1');
    socket.on('data', (text: string) => this.#read(text));
    socket.on('error', (error) => this.#lost(error));
    socket.on('close', () => this.#lost(new Error('the server hung up')));
    return socket;
  }

  #lost(error: Error): void {
    this.#socket = null;
    this.#received = '';
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.reject(error);
  }

  #read(text: string): void {
    this.#received += text;
    const answer = answerIn(this.#received);
    if (answer === null) return;
    this.#received = '';
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve(answer);
  }
}

/** Null until all of it is there. Its body by length, or in chunks (RFC 9112 section 7.1), which are left as they came. */
function answerIn(received: string): Answered | null {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = received.slice(0, end);
  const body = received.slice(end + 4);
  const length = /^content-length: (\d+)/im.exec(head)?.[1];
  const isWhole = length === undefined ? body.endsWith('0\r\n\r\n') : body.length >= Number(length);
  return isWhole ? { status: Number(head.slice(9, 12)), head, body } : null;
}
