/** What a reload of the lobby brings back: that the person was ready, and with what. Kept for the tab only. */
export type LobbyChoice = Readonly<{ camera: boolean; microphone: boolean }>;
/** As in call/resume.ts. */
type TabStorage = () => Pick<Storage, 'getItem' | 'setItem'>;

const keyOf = (joinCode: string) => `sabha-lobby:${joinCode}`;

export function rememberChoice(storage: TabStorage, joinCode: string, { camera, microphone }: LobbyChoice): void {
  try {
    storage().setItem(keyOf(joinCode), JSON.stringify({ camera, microphone }));
  } catch {
    // A full or forbidden storage costs one more click after a reload.
  }
}

/** Null when the person has not gone on from the preview in this tab. */
export function recallChoice(storage: TabStorage, joinCode: string): LobbyChoice | null {
  try {
    const value: unknown = JSON.parse(storage().getItem(keyOf(joinCode)) ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { camera, microphone } = value as Record<string, unknown>;
    return typeof camera === 'boolean' && typeof microphone === 'boolean' ? { camera, microphone } : null;
  } catch {
    return null;
  }
}
