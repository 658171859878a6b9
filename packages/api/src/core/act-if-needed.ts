import { act, type Unit } from './act.ts';
import type { Context } from './context.ts';

class Skipped extends Error {}

/** An act that may find nothing to do: then nothing is written and nothing recorded. Whether there was something to do. */
export async function actIfNeeded(context: Context, work: (unit: Unit, skip: () => never) => Promise<void>): Promise<boolean> {
  const skip = (): never => {
    throw new Skipped('nothing to do');
  };
  try {
    await act(context, (unit) => work(unit, skip));
    return true;
  } catch (error) {
    if (error instanceof Skipped) return false;
    throw error;
  }
}
