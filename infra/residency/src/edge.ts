/** What a command is handed of the world; a test hands in its own. */
export type Edge = Readonly<{
  /** What was asked for, to be piped on. */
  out: (text: string) => void;
  /** What a person is told besides. */
  err: (text: string) => void;
  /** Where relative paths begin. */
  folder: string;
  random: (count: number) => Uint8Array;
}>;

/** Documented in docs/residency.md; scripts rely on them. */
export const exitCodes = { fine: 0, faults: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
export type Command = (args: readonly string[], edge: Edge) => Promise<ExitCode>;
