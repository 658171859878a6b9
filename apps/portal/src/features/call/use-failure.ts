import { useCallback, useState } from 'react';
import { CallRefused } from '../../call/call-actions.ts';

/** Something the person asked for did not happen; the id leads to the log. */
export type Failure = Readonly<{ id: string | null }>;

export function useFailure() {
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = useCallback(async (work: () => Promise<unknown>) => {
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure({ id: error instanceof CallRefused ? error.id : null });
    }
  }, []);
  const dismiss = useCallback(() => setFailure(null), []);
  return { failure, run, dismiss };
}
