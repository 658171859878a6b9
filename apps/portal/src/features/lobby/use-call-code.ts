import { useEffect, useState } from 'react';

const load = async () => {
  const [{ CallRoom }, { createCallActions }] = await Promise.all([
    import('../call/call-room.tsx'),
    import('../call/actions.ts'),
  ]);
  return { CallRoom, createCallActions };
};
export type CallCode = Awaited<ReturnType<typeof load>>;

/** The call's code, fetched while the person looks at the preview; null until it is here. */
export function useCallCode(): CallCode | null {
  const [code, setCode] = useState<CallCode | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
  useEffect(() => {
    let isGone = false;
    load().then(
      (loaded) => isGone || setCode(loaded),
      (error: unknown) => isGone || setFailure(new Error('the call could not be loaded', { cause: error })),
    );
    return () => {
      isGone = true;
    };
  }, []);
  if (failure) throw failure; // the error page offers to try again
  return code;
}
