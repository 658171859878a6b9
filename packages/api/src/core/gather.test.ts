import { describe, expect, it, vi } from 'vitest';
import { askOnce, gather } from './gather.ts';

const done = <T>(value: T): PromiseSettledResult<T> => ({ status: 'fulfilled', value });
const refused = (reason: unknown): PromiseSettledResult<never> => ({ status: 'rejected', reason });

/** Pieces of work that end when they are told to. */
function desk({ most = 10, atOnce = 1 } = {}) {
  const batches: Readonly<{ items: readonly number[]; end: PromiseWithResolvers<readonly PromiseSettledResult<number>[]> }>[] =
    [];
  const ask = gather<number, number>({ most, atOnce }, (items) => {
    const end = Promise.withResolvers<readonly PromiseSettledResult<number>[]>();
    batches.push({ items, end });
    return end.promise;
  });
  const begun = (count: number) => vi.waitFor(() => expect(batches).toHaveLength(count));
  const end = (at: number) => batches[at]?.end.resolve(batches[at].items.map((item) => done(item * 10)));
  return { ask, batches, begun, end };
}

describe('what is gathered', () => {
  it('goes together when it comes in one turn, and what comes later goes with the next', async () => {
    const { ask, batches, begun, end } = desk();
    const first = [ask(1), ask(2)];
    await begun(1);
    const later = [ask(3), ask(4)];
    expect(batches.map(({ items }) => items)).toEqual([[1, 2]]);
    end(0);
    expect(await Promise.all(first)).toEqual([10, 20]);
    await begun(2);
    end(1);
    expect(await Promise.all(later)).toEqual([30, 40]);
  });

  it('is never more than so many at once, in so many pieces at once', async () => {
    const { ask, batches, begun, end } = desk({ most: 2, atOnce: 2 });
    const all = [1, 2, 3, 4, 5].map(ask);
    await begun(2);
    void ask(6);
    expect(batches.map(({ items }) => items)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    end(0);
    await begun(3);
    expect(batches[2]?.items).toEqual([5, 6]);
    end(1);
    end(2);
    expect(await Promise.all(all)).toEqual([10, 20, 30, 40, 50]);
  });

  it('is answered each by itself', async () => {
    const ask = gather<number, number>({ most: 10, atOnce: 1 }, async (items) =>
      items.map((item) => (item === 2 ? refused(new Error('two')) : done(item))),
    );
    const [one, two, three] = await Promise.allSettled([ask(1), ask(2), ask(3)]);
    expect([one, three]).toEqual([done(1), done(3)]);
    expect(two).toMatchObject({ reason: { message: 'two' } });
  });

  it('is refused together when the work fails, and the next is worked on all the same', async () => {
    const work = vi.fn(async (items: readonly number[]) => items.map(done));
    work.mockRejectedValueOnce(new Error('away'));
    const ask = gather<number, number>({ most: 10, atOnce: 1 }, work);
    await expect(Promise.allSettled([ask(1), ask(2)])).resolves.toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    expect(await ask(3)).toBe(3);
  });

  it('is never left unanswered, though the work forgets it', async () => {
    const ask = gather<number, number>({ most: 10, atOnce: 1 }, async ([first]) => [done(first ?? 0)]);
    const [, second] = await Promise.allSettled([ask(1), ask(2)]);
    expect(second).toMatchObject({ status: 'rejected', reason: { message: 'left out' } });
  });
});

describe('a question that many ask', () => {
  function counter(restMs = 0) {
    const asked: Readonly<{ text: string; at: number }>[] = [];
    const ends: PromiseWithResolvers<number>[] = [];
    const ask = askOnce<string, number>({
      same: (text) => text,
      ask(text) {
        asked.push({ text, at: performance.now() });
        const end = Promise.withResolvers<number>();
        ends.push(end);
        return end.promise;
      },
      restMs,
    });
    const questions = () => asked.map(({ text }) => text);
    const untilAsked = (count: number) => vi.waitFor(() => expect(asked).toHaveLength(count));
    return { ask, asked, questions, untilAsked, ends };
  }

  it('is asked once for all of one turn, and each question by itself', async () => {
    const { ask, questions, untilAsked } = counter();
    for (const text of ['a', 'a', 'b']) void ask(text);
    await untilAsked(2);
    expect(questions()).toEqual(['a', 'b']);
  });

  it('is asked again for whoever comes after it was asked: nobody hears what was true before', async () => {
    const { ask, questions, untilAsked, ends } = counter();
    const early = ask('a');
    await untilAsked(1);
    const late = [ask('a'), ask('a')];
    ends[0]?.resolve(1);
    await untilAsked(2);
    ends[1]?.resolve(2);
    expect([await early, ...(await Promise.all(late))]).toEqual([1, 2, 2]);
    expect(questions()).toEqual(['a', 'a']);
  });

  it('rests from one beginning to the next', async () => {
    const { ask, asked, untilAsked, ends } = counter(40);
    void ask('a');
    await untilAsked(1);
    void ask('a');
    ends[0]?.resolve(1);
    await untilAsked(2);
    expect((asked[1]?.at ?? 0) - (asked[0]?.at ?? 0)).toBeGreaterThan(38);
  });

  it('fails for those who waited for that answer alone', async () => {
    const { ask, untilAsked, ends } = counter();
    const first = ask('a');
    await untilAsked(1);
    const second = ask('a');
    ends[0]?.reject(new Error('away'));
    await expect(first).rejects.toThrow('away');
    await untilAsked(2);
    ends[1]?.resolve(2);
    expect(await second).toBe(2);
  });
});
