/** In plain functions of text: k6 has no URL. As src/platform/consent.ts judges it, and held to that by a test. */

/** @param hosts that a consent names; this machine's own need none. Anything that is no plain ws, wss, http or https URL is not allowed */
export function isMediaAllowed(url: string, hosts: readonly string[]): boolean {
  const host = /^(?:wss?|https?):\/\/(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d+)?(?:\/[^\\@]*)?$/i.exec(url)?.[1]?.toLowerCase();
  if (host === undefined) return false;
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host) || hosts.includes(host);
}
