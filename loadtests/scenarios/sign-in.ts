/**
 * Officials come in the morning.
 *
 * Traffic: an open model of RATE sign-ins a second for SECONDS, each all the way: portal, identity provider, its word, session.
 * Proves: everybody who has an account gets in within two seconds. The local identity provider is part of the time.
 */
import http from 'k6/http';
import { Rate, Trend } from 'k6/metrics';
import { concluding, promising } from '../lib/promise.ts';
import { size, stage } from '../lib/stage.ts';

const promises = [
  { id: 'sign-in.ok', sentence: 'Everybody with an account gets in', metric: 'sabha_sign_in_ok', bound: 'rate==1', unit: '' },
  {
    id: 'sign-in.time',
    sentence: 'Signing in takes less than two seconds',
    metric: 'sabha_sign_in_duration',
    bound: 'p(95)<2000',
    unit: 'ms',
  },
] as const;

const rate = size('RATE');
export const options = promising(promises, {
  officials: {
    executor: 'constant-arrival-rate',
    rate,
    timeUnit: '1s',
    duration: `${size('SECONDS')}s`,
    preAllocatedVUs: Math.max(5, rate * 2),
    maxVUs: rate * 6,
    exec: 'signIn',
  },
});
export const handleSummary = concluding(promises);

const signInOk = new Rate('sabha_sign_in_ok');
const signInDuration = new Trend('sabha_sign_in_duration', true);

export function signIn(): void {
  const { identity, target } = stage;
  if (identity === null) throw new Error('there is no identity provider that this scenario may use');
  const since = Date.now();
  const params = { redirects: 0, headers: { origin: target }, tags: { name: 'sign-in' } };
  const place = (response: { headers: Record<string, string> }, base: string): string => {
    const location = response.headers['Location'] ?? '';
    return location.startsWith('/') ? `${base}${location}` : location;
  };
  const provider = place(http.post(`${target}/api/auth/signin/oidc`, { callbackUrl: '/meetings' }, params), target);
  const interaction = place(http.get(provider, params), identity.origin);
  const chosen = place(http.post(interaction, { account: identity.subject }, params), identity.origin);
  const callback = place(http.get(chosen, params), identity.origin);
  http.get(callback, params);
  const names = Object.keys(http.cookieJar().cookiesForURL(target));
  const hasSession = names.some((name) => /^(?:__Host-)?sabha-session$/.test(name));
  signInOk.add(hasSession);
  if (hasSession) signInDuration.add(Date.now() - since);
}
