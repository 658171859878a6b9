/** What a command says, and where. */
export type Edge = Readonly<{ out(text: string): void; err(text: string): void }>;

/** 0: all fits. 1: something does not. 2: mistyped. 3: it could not be read, so nothing is known. */
export const exitCodes = { fits: 0, mismatch: 1, usage: 2, unreadable: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export type Command = (args: readonly string[], edge: Edge) => Promise<ExitCode>;

/** The command was mistyped: what is wrong, and how it is typed. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
  readonly usage: string;
  constructor(what: string, usage: string) {
    super(what);
    this.usage = usage;
  }
}

/** A file or an address that does not answer. It says nothing about the log. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
