/**
 * Something the person at the terminal can act on: one line that says what is wrong, one that says what to do.
 * Anything else that is thrown is a defect of the runner and keeps its stack.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly part: string;
  readonly remedy: string;

  constructor(part: string, what: string, remedy: string) {
    super(what);
    this.part = part;
    this.remedy = remedy;
  }

  get line(): string {
    return `${this.part}: ${this.message} -> ${this.remedy}`;
  }
}

export function errorCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return undefined;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
