/** Why a camera or a microphone is not there, in the browser's own terms (Media Capture and Streams, section 10.2.1). */
export const mediaProblems = [
  'denied', // NotAllowedError: the person, or a setting of the site, said no
  'denied_by_system', // the same, but the operating system said it: no setting of the browser helps
  'missing', // NotFoundError: there is no such device
  'busy', // NotReadableError: another program holds it, or the driver failed
  'insecure', // no mediaDevices at all: the page did not come over HTTPS
  'failed', // whatever else
] as const;
export type MediaProblem = (typeof mediaProblems)[number];

export function mediaProblemOf(error: unknown): MediaProblem {
  if (!(error instanceof Error)) return 'failed';
  switch (error.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      // Chromium's own words for a refusal by macOS or Windows; Firefox says NotFoundError there.
      return /system/i.test(error.message) ? 'denied_by_system' : 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}

export const browserKinds = ['chromium', 'chromium_phone', 'firefox', 'safari', 'safari_phone'] as const;
export type BrowserKind = (typeof browserKinds)[number];

/** Whose words to use for where a refusal is taken back. All browsers of an iPhone are Safari inside, and say so. */
export function browserKindOf(userAgent: string): BrowserKind {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'safari_phone';
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Chrome\/|Chromium\//.test(userAgent)) return /Android/.test(userAgent) ? 'chromium_phone' : 'chromium';
  return /Safari\//.test(userAgent) ? 'safari' : 'chromium';
}
