import { expect, test } from 'vitest';
import { incidentMail } from './incident-mail.ts';

const due = {
  incidentId: '0192f0c1-aaaa-7bbb-8ccc-000000000001',
  type: 'data_leak',
  by: new Date('2026-11-26T10:00:00Z'),
  person: { name: 'Asha Rao', email: 'asha@health.example' },
  publicUrl: 'https://sabha.example.in',
} as const;

test('says in both languages how long ago it was noticed, until when to report, and where', () => {
  const { subject, text } = incidentMail({ ...due, hours: 3 });
  expect(subject).toBe('एक साइबर घटना की रिपोर्ट CERT-In को देनी है | An incident has to be reported to CERT-In');
  expect(text).toContain('3 hours have passed');
  expect(text).toContain('3 घंटे हो चुके हैं');
  expect(text).toContain('Data leak');
  expect(text).toContain('Thu, 26 Nov 2026, 3:30 pm IST');
  expect(text.match(/https:\/\/sabha\.example\.in\/incidents\/0192f0c1-aaaa-7bbb-8ccc-000000000001/g)).toHaveLength(2);
});

test('says when it is too late', () => {
  expect(incidentMail({ ...due, hours: 5 }).subject).toContain('has to be reported');
  expect(incidentMail({ ...due, hours: 6 }).subject).toContain('was not reported to CERT-In in time');
});
