/** Where the running platform is; plain data, because it crosses from vitest's main process into its workers. */
export type Platform = Readonly<{
  home: string;
  origin: string;
  mailbox: string;
  identity: string;
  livekit: Readonly<{ url: string; key: string; secret: string }>;
  ownerDatabase: string;
}>;

declare module 'vitest' {
  export interface ProvidedContext {
    platform: Platform;
  }
}
