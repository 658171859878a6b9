/** What a browser may be told to speak to beside the page's own host, as source lists of a Content-Security-Policy. */
import { hostsWith } from '@sabha/domain/residency/place';
import type { Policy } from '@sabha/domain/residency/policy';

/** One directive a line, without semicolons. Browsers hold neither against WebRTC: where sound and picture go, the fence decides. */
export function renderContentSecurity(policy: Policy): string {
  const media = hostsWith(policy, 'media').flatMap((host) => [`https://${host}`, `wss://${host}`]);
  const identity = hostsWith(policy, 'identity').map((host) => `https://${host}`);
  const portal = hostsWith(policy, 'portal').map((host) => `https://${host}`);
  return [
    `default-src 'self'`,
    `connect-src ${["'self'", ...media].join(' ')}`,
    `form-action ${["'self'", ...portal, ...identity].join(' ')}`,
  ]
    .map((line) => `${line}\n`)
    .join('');
}
