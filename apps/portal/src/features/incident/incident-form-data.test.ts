import { describe, expect, test } from 'vitest';
import { emptyIncident, readIncident } from './incident-form-data.ts';

const sent = (more: Readonly<Record<string, string>> = {}) => {
  const form = new FormData();
  const fields = { type: 'data_leak', date: '2026-11-26', time: '09:30', contact: 'Asha Rao', ...more };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

describe('a sent form', () => {
  test('has the time of India', () => {
    expect(readIncident(sent(), 'en')).toMatchObject({
      fields: { type: 'data_leak', noticedAt: '2026-11-26T04:00:00.000Z', contact: 'Asha Rao', systems: '' },
    });
  });

  test.each([
    ['type', { type: '' }, 'Choose the type of the incident'],
    ['type', { type: 'theft' }, 'Choose the type of the incident'],
    ['date', { date: '' }, 'Give the day and the time when it was noticed'],
    ['date', { time: '25:00' }, 'Give the day and the time when it was noticed'],
    ['scope', { scope: 'x'.repeat(8_001) }, 'This is too long, or has signs that cannot be kept'],
    ['other', { other: '\u202E' }, 'This is too long, or has signs that cannot be kept'],
  ] as const)('is told what is wrong with %s, and keeps what was written: %j', (field, more, text) => {
    const read = readIncident(sent(more), 'en');
    expect(read).toMatchObject({ problems: [{ field, text }], values: { contact: 'Asha Rao', ...more } });
  });
});

test('a new form begins with now, as a clock in India shows it', () => {
  expect(emptyIncident(new Date('2026-11-26T20:00:00Z'))).toMatchObject({ date: '2026-11-27', time: '01:30', type: '' });
});
