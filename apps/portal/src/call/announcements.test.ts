import { describe, expect, it } from 'vitest';
import { gather, QUIET_FROM, type Happening } from './announcements.ts';

const joined = (name: string): Happening => ({ kind: 'joined', name });
const left = (name: string): Happening => ({ kind: 'left', name });

describe('gather', () => {
  it('tells many comings in one sentence', () => {
    expect(gather([joined('Asha'), joined('Ravi'), joined('Meera')], 5)).toEqual([
      { kind: 'joined', name: 'Meera', others: 2, text: '' },
    ]);
  });

  it('keeps kinds apart', () => {
    expect(gather([joined('Asha'), { kind: 'hand_raised', name: 'Ravi' }], 5).map(({ kind }) => kind)).toEqual([
      'joined',
      'hand_raised',
    ]);
  });

  it('is silent about a reload', () => {
    expect(gather([left('Asha'), joined('Asha')], 5)).toEqual([]);
  });

  it('does not read out the comings of a large room, but hands and waiting people', () => {
    const all: readonly Happening[] = [
      joined('Asha'),
      left('Ravi'),
      { kind: 'waiting', name: 'Meera' },
      { kind: 'hand_raised', name: 'Kiran' },
    ];
    expect(gather(all, QUIET_FROM).map(({ kind }) => kind)).toEqual(['waiting', 'hand_raised']);
    expect(gather(all, QUIET_FROM - 1)).toHaveLength(4);
  });

  it('reads the last message', () => {
    const message = (text: string): Happening => ({ kind: 'message', name: 'Asha', text });
    expect(gather([message('one'), message('two')], 3)).toEqual([{ kind: 'message', name: 'Asha', others: 1, text: 'two' }]);
  });
});
