/** Something the person at the terminal can act on: what is wrong, and what to do. Anything else that is thrown is a defect. */
export class Fault extends Error {
  override readonly name: string = 'Fault';
  readonly remedy: string;

  constructor(what: string, remedy: string) {
    super(what);
    this.remedy = remedy;
  }
}

/** The command itself was mistyped. */
export class UsageFault extends Fault {
  override readonly name = 'UsageFault';
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
