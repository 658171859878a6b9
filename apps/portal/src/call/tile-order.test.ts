import { describe, expect, it } from 'vitest';
import { chooseMain, orderTiles, type Tile } from './tile-order.ts';

let joined = 0;
const tile = (identity: string, change: Partial<Tile> = {}): Tile => ({
  id: `${identity}:${change.kind ?? 'camera'}`,
  identity,
  kind: 'camera',
  isLocal: false,
  hasVideo: true,
  isSpeaking: false,
  lastSpokeAt: 0,
  joinedAt: (joined += 1),
  ...change,
});
const ids = (tiles: readonly Tile[]) =>
  tiles.map(({ identity, kind }) => (kind === 'screen' ? `${identity}*` : identity)).join(' ');

describe('orderTiles', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => tile(name)) as [Tile, Tile, Tile, Tile];
  const before = (text: string) => text.split(' ').map((name) => `${name}:camera`);

  it('starts with screens, then pictures, then the rest', () => {
    const shown = orderTiles([tile('quiet', { hasVideo: false }), a, tile('b', { kind: 'screen' }), c], [], 9);
    expect(ids(shown)).toBe('b* a c quiet');
  });

  it('keeps places when somebody turns the picture off, speaks or leaves', () => {
    expect(ids(orderTiles([a, { ...b, hasVideo: false }, { ...c, isSpeaking: true }, d], before('a b c d'), 9))).toBe('a b c d');
    expect(ids(orderTiles([a, c, d], before('a b c d'), 9))).toBe('a c d');
  });

  it('puts who is new at the end', () => {
    expect(ids(orderTiles([d, a, b], before('a b'), 9))).toBe('a b d');
  });

  it('puts a new screen first', () => {
    expect(ids(orderTiles([a, b, tile('b', { kind: 'screen' })], before('a b'), 9))).toBe('b* a b');
  });

  it('gives a speaker of a later page the place of the one who is silent longest', () => {
    const shown = orderTiles(
      [{ ...a, lastSpokeAt: 50 }, { ...b, lastSpokeAt: 20 }, c, { ...d, isSpeaking: true }],
      before('a b c d'),
      2,
    );
    expect(ids(shown)).toBe('a d c b');
  });

  it('moves neither oneself, nor a screen, nor another speaker', () => {
    const me = { ...a, isLocal: true };
    const speaking = { ...b, isSpeaking: true };
    expect(ids(orderTiles([me, speaking, { ...d, isSpeaking: true }], before('b a d'), 2))).toBe('b a d');
  });
});

describe('oneself', () => {
  const me = tile('me', { isLocal: true });
  const others = ['a', 'b', 'c'].map((name) => tile(name));
  it.each([
    ['alone', [me], 4, 'me'],
    ['last where all fit', [me, ...others], 4, 'a b c me'],
    ['last on the first page where they do not', [me, ...others], 3, 'a b me c'],
    ['alone on a page of one', [me, ...others], 1, 'me a b c'],
  ] as const)('stands %s', (...[, tiles, firstPage, order]) => {
    expect(ids(orderTiles(tiles, [], firstPage))).toBe(order);
  });
});

describe('chooseMain', () => {
  const me = tile('me', { isLocal: true });
  const old = tile('old', { lastSpokeAt: 10 });
  const recent = tile('recent', { lastSpokeAt: 20 });
  const dark = tile('dark', { hasVideo: false });
  it.each([
    ['the pinned one', [me, old, recent], 'old:camera', 'old'],
    ['a screen before who speaks', [me, recent, tile('s', { kind: 'screen' })], null, 's'],
    ['who spoke last', [me, old, recent], null, 'recent'],
    ['a picture while nobody has spoken', [me, dark, tile('b')], null, 'b'],
    ['another person before oneself', [me, dark], null, 'dark'],
    ['oneself when alone', [me], null, 'me'],
    ['somebody else when the pinned one left', [me, old], 'gone:camera', 'old'],
  ] as const)('shows %s', (...[, tiles, pinned, identity]) => {
    expect(chooseMain(tiles, pinned)?.identity).toBe(identity);
  });
  it('shows nobody in an empty room', () => {
    expect(chooseMain<Tile>([], null)).toBeUndefined();
  });
});
