/** Keeps a phone's screen on while the call goes on: somebody who watches touches nothing for a long time. */
import type { CallPhase } from './call-phase.ts';
import type { Store } from './store.ts';

export function keepScreenOn(state: Pick<Store<Readonly<{ phase: CallPhase }>>, 'get' | 'subscribe'>): () => void {
  if (!('wakeLock' in navigator)) return () => undefined;
  let lock: WakeLockSentinel | null = null;
  let isAsking = false;

  // The browser takes the lock back whenever the page is hidden, and refuses it on an empty battery: both are no loss to the call.
  async function follow(): Promise<void> {
    const wanted = state.get().phase.kind !== 'ended' && document.visibilityState === 'visible';
    if (!wanted) return release();
    if (isAsking || lock?.released === false) return;
    isAsking = true;
    lock = await navigator.wakeLock.request('screen').catch(() => null);
    isAsking = false;
    if (state.get().phase.kind === 'ended') await release();
  }
  async function release(): Promise<void> {
    await lock?.release();
    lock = null;
  }

  const onChange = () => void follow();
  const unsubscribe = state.subscribe(onChange);
  document.addEventListener('visibilitychange', onChange);
  onChange();
  return () => {
    unsubscribe();
    document.removeEventListener('visibilitychange', onChange);
    void release();
  };
}
