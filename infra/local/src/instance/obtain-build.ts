import { Fault } from '../fault.ts';
import { oneAtATime } from '../process/one-at-a-time.ts';
import type { BuildStore, BuildUser } from './build-store.ts';

export type Workshop = Readonly<{
  store: BuildStore;
  /** Of the sources as they are now. */
  digest(): Promise<string>;
  /** Builds them into the store's workshop. */
  build(): Promise<void>;
  signal: AbortSignal;
  onWait?: () => void;
}>;

export type Obtained = Readonly<{
  digest: string;
  note: 'built' | 'unchanged';
  /** Until then it is not removed, whatever else is built. */
  release(): Promise<void>;
}>;

const buildsAtMost = 3;

/** The build of the sources as they are now, for this user: the one that is there, or a new one. */
export async function obtainBuild(workshop: Workshop, user: BuildUser): Promise<Obtained> {
  const { store, signal, onWait } = workshop;
  const turn = { lockFile: store.lockFile, signal, ...(onWait === undefined ? {} : { onWait }) };
  let builds = 0;
  for (;;) {
    const digest = await workshop.digest();
    const release = await store.claim(digest, user);
    if (release !== undefined) return { digest, release, note: builds === 0 ? 'unchanged' : 'built' };
    if (builds === buildsAtMost)
      throw new Fault('build', `the sources changed during each of ${builds} builds`, 'start again when they are at rest');
    await oneAtATime(turn, async () => {
      if (await store.has(digest)) return; // made by whoever we waited for
      builds += 1;
      await workshop.build();
      // Else what is half of the old and half of the new would go by the name of the old.
      if ((await workshop.digest()) !== digest) return;
      await store.publish(digest);
      await store.removeOthers(digest);
    });
  }
}
