import { expect, it } from 'vitest';
import { interleave } from './interleave.ts';

it('takes turns, and throws the first round away', async () => {
  const order: string[] = [];
  const next = (name: string) => async () => order.push(name);
  const results = await interleave({ bare: next('bare'), portal: next('portal') }, 2);
  expect(order).toEqual(['bare', 'portal', 'bare', 'portal', 'bare', 'portal']);
  expect(results).toEqual({ bare: [3, 5], portal: [4, 6] });
});
