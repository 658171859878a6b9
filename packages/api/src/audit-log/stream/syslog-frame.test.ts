import { exampleEntry } from '@sabha/domain/audit/export/testing/example-entry';
import { describe, expect, it } from 'vitest';
import { syslogFrame } from './syslog-frame.ts';

const shape = { format: 'cef', hostname: 'sabha.gov.in' } as const;

describe('a frame of syslog', () => {
  it('says its length in bytes, not in letters, whatever the script', () => {
    const frame = syslogFrame({ ...exampleEntry, detail: { said: 'बैठक 🙂' } }, shape);
    const [length = ''] = frame.toString('latin1').split(' ', 1);
    expect(frame.length).toBe(length.length + 1 + Number(length));
    expect(frame.toString('utf8')).toContain('बैठक 🙂');
    expect(frame.toString('utf8').length).toBeLessThan(frame.length);
  });

  it('has the header of RFC 5424: log audit, the severity, when, where and what, and the index', () => {
    expect(syslogFrame(exampleEntry, shape).toString()).toMatch(
      /^\d+ <110>1 2026-11-26T10:00:00\.123Z sabha\.gov\.in sabha-audit - door\.requested \[sabha@32473 index="41" request="req-1"\] CEF:0\|Sabha\|/,
    );
    const violation = syslogFrame({ ...exampleEntry, event: 'residency.violation' }, { ...shape, format: 'ocsf' }).toString();
    expect(violation).toMatch(/^\d+ <107>1 .* residency\.violation \[[^\]]*\] \{"activity_id":1,.*\}$/);
  });

  it('lets no value out of its place', () => {
    const entry = { ...exampleEntry, event: 'a b\n<1>1 é', request: 'x"] \\ y\n' };
    const frame = syslogFrame(entry, { ...shape, hostname: 'a b' }).toString();
    expect(frame).not.toContain('\n');
    expect(frame).toContain(' ab sabha-audit - ab<1>1 [sabha@32473 index="41" request="x\\"\\] \\\\ y "] CEF:0|');
    expect(syslogFrame({ ...entry, event: '' }, { ...shape, hostname: '' }).toString()).toContain('Z - sabha-audit - - [');
  });
});
