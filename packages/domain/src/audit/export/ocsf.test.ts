import { describe, expect, it } from 'vitest';
import { auditEvents } from '../events.ts';
import { ocsfEvent, ocsfLine } from './ocsf.ts';
import { erasedEntry, exampleEntry } from './testing/example-entry.ts';

type Part = Readonly<Record<string, unknown>>;
type Rules = Readonly<{
  category: number;
  required: readonly string[];
  optional: readonly string[];
  activities: readonly number[];
}>;

/** Out of the schema at its tag 1.4.0 (github.com/ocsf/ocsf-schema): what a class requires, what else we use, its activities. */
const base = ['activity_id', 'category_uid', 'class_uid', 'type_uid', 'time', 'severity_id', 'metadata'];
const always = ['activity_name', 'status_id', 'message', 'unmapped'];
const classes: Readonly<Record<number, Rules>> = {
  0: { category: 0, required: [], optional: [], activities: [0, 99] },
  2004: { category: 2, required: ['finding_info'], optional: [], activities: [0, 1, 2, 3, 99] },
  3001: { category: 3, required: ['user'], optional: ['actor'], activities: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 99] },
  3002: { category: 3, required: ['user', 'service'], optional: ['actor'], activities: [0, 1, 2, 3, 4, 5, 6, 99] },
  3004: {
    category: 3,
    required: ['entity'],
    optional: ['actor'],
    activities: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 99],
  },
  6003: { category: 6, required: ['actor', 'api', 'src_endpoint'], optional: ['resources'], activities: [0, 1, 2, 3, 4, 99] },
};

/** Of these objects one of the names must be there, and any of them must be known. */
const objects: Readonly<Record<string, Readonly<{ oneOf: readonly string[]; known: readonly string[] }>>> = {
  user: { oneOf: ['account', 'name', 'uid'], known: ['name', 'uid', 'type', 'type_id'] },
  service: { oneOf: ['name', 'uid'], known: ['name', 'uid'] },
  entity: { oneOf: ['name', 'uid'], known: ['name', 'uid', 'type', 'type_id'] },
  actor: { oneOf: ['user', 'app_name'], known: ['user', 'app_name'] },
  src_endpoint: { oneOf: ['name', 'ip', 'uid', 'hostname'], known: ['name'] },
  api: { oneOf: ['operation'], known: ['operation', 'service', 'request'] },
  finding_info: { oneOf: ['uid'], known: ['uid', 'title'] },
};

/** @throws what a validator of the schema would say of it */
function requireValid(event: Part): void {
  const rules = classes[Number(event['class_uid'])];
  if (!rules) throw new Error(`class ${String(event['class_uid'])}`);
  const names = Object.keys(event);
  expect([...base, ...rules.required].filter((name) => !names.includes(name))).toEqual([]);
  expect(names.filter((name) => ![...base, ...always, ...rules.required, ...rules.optional].includes(name))).toEqual([]);
  expect(event).toMatchObject({
    category_uid: rules.category,
    type_uid: Number(event['class_uid']) * 100 + Number(event['activity_id']),
    time: Date.UTC(2026, 10, 26, 10, 0, 0, 123),
    metadata: { version: '1.4.0', product: { name: 'Sabha audit log', vendor_name: 'Sabha' }, uid: '41', log_name: 'audit' },
  });
  expect(rules.activities).toContain(event['activity_id']);
  expect([1, 2, 3, 4]).toContain(event['severity_id']);
  expect([1, 2, 4]).toContain(event['status_id']);
  for (const [name, { oneOf, known }] of Object.entries(objects)) {
    const object = event[name] as Part | undefined;
    if (object === undefined) continue;
    expect(
      oneOf.some((one) => one in object),
      name,
    ).toBe(true);
    expect(
      Object.keys(object).filter((one) => !known.includes(one)),
      name,
    ).toEqual([]);
  }
}

const actors = [
  { kind: 'member', id: 'p' },
  { kind: 'guest', id: 'g' },
  { kind: 'anonymous', id: null },
  { kind: 'system', id: 'worker' },
];

describe('an event of OCSF', () => {
  it.each(Object.keys(auditEvents))('%s has a class of its own, and is whole, whoever did it', (event) => {
    for (const actor of actors)
      for (const outcome of ['ok', 'refused'] as const)
        for (const entry of [exampleEntry, erasedEntry]) {
          const made = ocsfEvent({ ...entry, event, outcome, actor: entry.erased ? null : actor });
          requireValid(made);
          expect(made['class_uid']).not.toBe(0);
        }
  });

  it.each(['unheard.of', 'constructor', 'toString.x', ''])(
    '%j, which this version does not know, is told of all the same',
    (event) => {
      const made = ocsfEvent({ ...exampleEntry, event });
      requireValid(made);
      expect(made).toMatchObject({ class_uid: 0, type_uid: 99, activity_name: event, message: event });
    },
  );

  it.each([
    ['sign_in.succeeded', { class_uid: 3002, activity_id: 1, user: { uid: exampleEntry.subject } }],
    ['sign_out.done', { class_uid: 3002, activity_id: 2 }],
    ['member.removed', { class_uid: 3001, activity_id: 6 }],
    ['meeting.scheduled', { class_uid: 3004, activity_id: 1, entity: { name: 'meeting' } }],
    ['audit.exported', { class_uid: 6003, activity_id: 2, api: { operation: 'audit.exported' } }],
    ['residency.violation', { class_uid: 2004, activity_id: 1, severity_id: 4, status_id: 1 }],
    ['residency.alarm_cleared', { class_uid: 2004, activity_id: 3, status_id: 4 }],
  ])('%s is %o', (event, expected) => {
    expect(ocsfEvent({ ...exampleEntry, event })).toMatchObject(expected);
  });

  it('names an alarm that is over as it named it when it was raised', () => {
    const [raised, cleared] = ['residency.alarm_raised', 'residency.alarm_cleared'].map((event, at) =>
      ocsfEvent({ ...exampleEntry, index: at, event, subject: 'node-1', detail: { kind: 'node_abroad' } }),
    );
    expect(raised?.['finding_info']).toMatchObject({ uid: 'node_abroad/node-1' });
    expect((cleared?.['finding_info'] as Part)['uid']).toBe('node_abroad/node-1');
  });

  it('carries the index and the leaf, and whatever the schema has no place for', () => {
    const line = ocsfLine({ ...exampleEntry, detail: { text: 'a\nb' } });
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toMatchObject({
      unmapped: { index: 41, leaf: exampleEntry.leaf, detail: { text: 'a\nb' }, actor: exampleEntry.actor },
    });
    expect(ocsfEvent(erasedEntry)['unmapped']).toMatchObject({ erased: true });
  });
});
