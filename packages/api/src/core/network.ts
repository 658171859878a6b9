import { isIP } from 'node:net';

/**
 * What an address is counted by, narrowest first. An IPv4 address stands for itself. An IPv6 one stands for its /64, for the
 * rest is its owner's to choose anew each time, and for its /48, the most that one customer is commonly given: 65,536 of the
 * former. Whatever is no address stands for itself, too, so that those of whom none is known share one count.
 */
export function networksOf(address: string): readonly string[] {
  const whole = address.endsWith('/64') ? address.slice(0, -3) : address;
  const [text = ''] = whole.split('%', 1);
  if (isIP(text) !== 6 || text.includes('.')) return [address];
  const [left = '', right] = text.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const gap = right === undefined ? 0 : 8 - groups(left).length - groups(right).length;
  const all = [...groups(left), ...Array.from({ length: gap }, () => '0'), ...groups(right ?? '')];
  const first = (count: number) =>
    all
      .slice(0, count)
      .map((group) => parseInt(group, 16).toString(16))
      .join(':');
  return [`${first(4)}::/64`, `${first(3)}::/48`];
}
