import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { fieldInQuery, refusalInQuery } from '../request/refusal-in-query.ts';
import { DoorPage, doorFields } from '../features/lobby/door/door-page.tsx';

/** What the door shows to somebody whom the form has led back to it. */
function doorAfter(search: string): string {
  const query = Object.fromEntries(new URLSearchParams(search));
  const frame = { locale: 'en', theme: 'device', viewer: null } as const;
  const refused = { refusal: refusalInQuery(query), field: fieldInQuery(query, doorFields) };
  return renderToStaticMarkup(<DoorPage frame={frame} joinCode="k7m-4qtx-9hb" {...refused} />);
}
const ledTo = (html: string) => [...html.matchAll(/href="#(\w+)"/g)].map(([, id]) => id).filter((id) => id !== 'main');
const marked = (html: string) => [...html.matchAll(/<input id="(\w+)"[^>]*aria-invalid="true"/g)].map(([, id]) => id);

test.each([
  ['error=bad_input&field=passcode', 'passcode'],
  ['error=bad_input&field=displayName', 'displayName'],
  ['error=join_refused', 'passcode'],
])('after %s it points at the %s', (search, field) => {
  const html = doorAfter(search);
  expect([ledTo(html), marked(html)]).toEqual([[field], [field]]);
});

test.each(['error=bad_input', 'error=bad_input&field=%3Cb%3Enothing', 'field=passcode', 'error=meeting_locked&field=passcode'])(
  'after %s it points at nothing, and says nothing of what stands there',
  (search) => {
    const html = doorAfter(search);
    expect([ledTo(html), marked(html)]).toEqual([[], []]);
    expect(html).not.toContain('nothing');
  },
);
