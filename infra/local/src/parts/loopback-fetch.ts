/**
 * Loaded into the portal in watch mode, before anything of it. Next.js's development server asks the public npm registry
 * for newer versions whenever a browser connects, and has no setting against it: nothing but this machine is fetched from.
 */
const foreign = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (!isThisMachine(url.hostname)) throw new TypeError(`refused to fetch from ${url.hostname}: it is another machine`);
  return foreign(input, init);
};

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host.startsWith('127.') || host === '[::1]';
}
