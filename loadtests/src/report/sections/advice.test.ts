import { describe, expect, it } from 'vitest';
import { noAdvice } from '../advice/advice.ts';
import type { Report } from '../report.ts';
import { madeUpReport } from '../testing/sample-report.ts';
import { POISON } from '../testing/poison.ts';
import { renderAdvice } from './advice.ts';

/** What a reader reads, with one blank for any. */
const words = (report: Report) =>
  renderAdvice(report)
    .html.replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ');
const report = madeUpReport('met');
const { advice } = report;

describe('what to buy', () => {
  it('is one table for each scenario, and one for the way in', () => {
    const markup = renderAdvice(report).html;
    expect(markup.match(/<table/g)).toHaveLength(3);
    expect(markup.match(/data-title="With a spare: N\+1"/g)).toHaveLength(6);
  });

  it('shows each figure with its range, as an Indian buyer reads it', () => {
    const [webinar] = advice.media;
    const ofMinistry = { ...webinar!.audiences[2]!, rupees: { low: 417_000, expected: 1_204_000, high: 40_840_000 } };
    const media = [{ ...webinar!, audiences: [ofMinistry] }];
    const text = words({ ...report, advice: { ...advice, media } });
    expect(text).toContain('10,000 people');
    expect(text).toContain('5 3 to 13');
    expect(text).toContain('₹ 12 lakh ₹ 4.17 lakh to ₹ 4.08 crore');
  });

  it('says what it rests on: rig, factor of large servers, prices with date and source', () => {
    const text = words(report);
    expect(text).toContain('7 clean runs, 3 of them of this report, on at most 2 cores each');
    expect(text).toContain('Large servers were not measured. On 16 cores a packet is taken to cost 1.81 times');
    expect(text).toContain('Prices of 2026-11-27: made up; replace by your rate contract');
  });

  it('names servers no larger than the rig without a factor', () => {
    const mediaBasis = { ...advice.mediaBasis!, scaleUp: { low: 1, expected: 1, high: 1 } };
    expect(words({ ...report, advice: { ...advice, mediaBasis } })).not.toContain('Large servers were not measured');
  });

  it('says that spares are several where there are several clusters', () => {
    const [webinar] = advice.media;
    const media = [{ ...webinar!, audiences: [{ ...webinar!.audiences[2]!, clusters: 3 }] }];
    expect(words({ ...report, advice: { ...advice, media } })).toContain('in 3 clusters');
  });

  it('warns where the run is not valid, and names what was withheld and why', () => {
    const text = words(madeUpReport('not valid'));
    expect(text).toContain('This run is not valid.');
    expect(text).toContain('webinar : there is no advice from it. No run of it was clean');
    expect(text).not.toContain('The way in');
  });

  it('warns of nothing where it advises nothing', () => {
    const withheld = [{ scenario: 'webinar', why: 'Not clean.' }];
    const text = words({ ...madeUpReport('not valid'), advice: { ...noAdvice, withheld } });
    expect(text).toBe(' What to buy No advice webinar : there is no advice from it. Not clean. ');
  });

  it('is nothing where nothing was measured', () => {
    expect(words({ ...report, advice: noAdvice })).toContain('Nothing that the capacity model could work with was measured');
  });

  it('has no element that a text brought', () => {
    const [webinar] = advice.media;
    const hostile = { ...advice, media: [{ ...webinar!, scenario: POISON }], withheld: [{ scenario: POISON, why: POISON }] };
    expect(renderAdvice({ ...report, advice: hostile }).html).not.toMatch(/<img|<script|<!--/);
  });
});
