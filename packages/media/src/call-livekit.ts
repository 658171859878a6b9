import { SabhaError } from '@sabha/domain/errors';
import { ServerError } from 'livekit-server-sdk';

/** Whoever waits for a host's control waits for this at most. */
export const REQUEST_SECONDS = 4;

/** A request to the media server: `absent` when it says that the room or participant is not there. */
export async function callLivekit<T, A>(request: () => Promise<T>, absent: A): Promise<T | A> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof ServerError && error.code === 'not_found') return absent;
    throw unavailable(error);
  }
}

/** The same for what is asked of the cluster's registry. */
export const reached = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch((error: unknown) => {
    throw unavailable(error);
  });

const unavailable = (cause: unknown) => new SabhaError('media_unavailable', {}, { cause });
