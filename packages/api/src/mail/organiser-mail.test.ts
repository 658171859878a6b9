import { describe, expect, test } from 'vitest';
import { organiserMail, tellableFields } from './organiser-mail.ts';

const told = {
  meeting: { meetingId: '0192f0c1-aaaa-7bbb-8ccc-000000000001', kind: 'meeting', title: 'Budget <review>' },
  organiser: { name: 'Asha Rao', email: 'asha@health.example' },
  editor: { name: 'Kiran <b>Nair</b>', email: 'kiran@health.example' },
  change: { did: 'edited', changed: ['startsAt', 'access'], invited: 2, takenOff: 1, reassigned: 0 },
  publicUrl: 'https://sabha.example.in',
} as const;

describe('to the organiser', () => {
  test('it says who did what, in both languages, and leads to how it stands now', () => {
    const { subject, text, replyTo } = organiserMail(told);
    expect(subject).toBe('आपकी बैठक में किसी और ने बदलाव किया | Your meeting was changed by somebody else: Budget <review>');
    expect(text).toContain('By: Kiran <b>Nair</b> (kiran@health.example)');
    expect(text).toContain(
      'What was changed:\nDate and time\nWho may join\n2 people were invited\n1 person was taken off the list',
    );
    expect(text).toContain('2 व्यक्तियों को आमंत्रित किया गया');
    expect(text).not.toContain('given another role');
    expect(text.match(/https:\/\/sabha\.example\.in\/meetings\/0192f0c1-aaaa-7bbb-8ccc-000000000001/g)).toHaveLength(2);
    expect(replyTo).toEqual(told.editor);
  });

  test('what people wrote stays text', () => {
    const { html } = organiserMail(told);
    expect(html).not.toContain('<b>');
    expect(html).toContain('Budget &lt;review&gt;');
  });

  test('a cancellation lists nothing', () => {
    const change = { did: 'cancelled', changed: [], invited: 0, takenOff: 0, reassigned: 0 } as const;
    const { text } = organiserMail({ ...told, meeting: { ...told.meeting, kind: 'webinar' }, change });
    expect(text).toContain('has cancelled a webinar that you organise');
    expect(text).not.toContain('What was changed');
  });

  test('there are words for every field that can be changed', () => {
    const { text } = organiserMail({ ...told, change: { ...told.change, changed: tellableFields } });
    for (const words of ['Title', 'Description', 'Duration', 'Time zone', 'Waiting room, screen share or chat'])
      expect(text).toContain(`\n${words}\n`);
  });
});
