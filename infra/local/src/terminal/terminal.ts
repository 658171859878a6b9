import type { Fault } from '../fault.ts';

type Sink = Readonly<{ write(text: string): unknown; isTTY?: boolean }> & Pick<NodeJS.WriteStream, 'on'>;

const marks = { done: '✓', going: '·', failed: '✗', warning: '!' } as const;
const colours = { done: 32, going: 2, failed: 31, warning: 33 } as const;
const nameWidth = 12;

/** Line by line, so that it reads the same on a screen, in a file and in CI. */
export class Terminal {
  readonly #sink: Sink;
  readonly #coloured: boolean;

  constructor(sink: Sink) {
    this.#sink = sink;
    this.#coloured = sink.isTTY === true && (process.env['NO_COLOR'] ?? '') === '';
    // A window that was closed must not keep the runner from stopping its parts in order.
    sink.on('error', () => undefined);
  }

  line(text = ''): void {
    this.#sink.write(`${text}\n`);
  }

  entry(mark: keyof typeof marks, name: string, text: string): void {
    const sign = this.#coloured ? `\u001B[${colours[mark]}m${marks[mark]}\u001B[0m` : marks[mark];
    this.line(`  ${sign} ${name.padEnd(nameWidth)} ${text}`.trimEnd());
  }

  fault(fault: Fault): void {
    this.entry('failed', fault.part, `${fault.message} -> ${fault.remedy}`);
  }

  strong(text: string): string {
    return this.#coloured ? `\u001B[1m${text}\u001B[0m` : text;
  }
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
