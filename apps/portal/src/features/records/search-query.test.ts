import { describe, expect, it } from 'vitest';
import { readSearch } from './search-query.ts';

const ministryId = '0197a000-0000-7000-8000-000000000001';
const meetingId = '0197a000-0000-7000-8000-000000000002';

describe('a search', () => {
  it('without anything looks for everything', () => {
    expect(readSearch({}, ministryId)).toMatchObject({ faults: [], search: { ministryId } });
  });

  it('takes days as those of India, the last one whole', () => {
    expect(readSearch({ from: '2026-11-26', to: '2026-11-26' }, ministryId).search).toEqual({
      ministryId,
      from: '2026-11-25T18:30:00.000Z',
      to: '2026-11-26T18:30:00.000Z',
    });
  });

  it('takes a meeting by its id or by the address of a page', () => {
    for (const meeting of [meetingId, ` https://sabha.example/meetings/${meetingId.toUpperCase()}/record `])
      expect(readSearch({ meeting }, ministryId).search).toEqual({ ministryId, meetingId });
  });

  it('takes all together, and goes on where a page ended', () => {
    const query = { actor: 'A.Rao@Health.example', event: 'meeting.locked', outcome: 'ok', before: '17' };
    expect(readSearch(query, ministryId).search).toEqual({
      ministryId,
      actor: 'a.rao@health.example',
      event: 'meeting.locked',
      outcome: 'ok',
      before: 17,
    });
  });

  it.each([
    ['from', '2026-13-01'],
    ['to', 'yesterday'],
    ['actor', 'A B'],
    ['meeting', 'budget'],
    ['event', 'meeting.eaten'],
    ['outcome', 'maybe'],
  ])('tells that %s says nothing, and does not pass it over', (field, text) => {
    const read = readSearch({ [field]: text, before: '-1' }, ministryId);
    expect(read).toMatchObject({ faults: [field], typed: { [field]: text } });
    expect(read.search).toEqual({ ministryId });
  });
});
