/** The schema of an event against its type: neither may know a key or a word that the other does not. */
import { expect, test } from 'vitest';
import eventSchema from '../../../schema/event.schema.json' with { type: 'json' };
import { BOUNCE_CLASSES, EVENT_KINDS } from '../../../src/ledger/events/event.ts';
import type { ToldEvent } from '../../../src/runtime/events/told-event.ts';

const keys: Record<keyof Required<ToldEvent>, true> = {
  ...{ kind: true, at: true, message: true, id: true, mailbox: true, domain: true, recipient: true, receiver: true },
  ...{ mx: true, class: true, code: true, status: true, reply: true, source: true, tellsComplaints: true },
};

test('the keys of an event, its kinds and whose fault a refusal is', () => {
  const { properties } = eventSchema;
  expect(Object.keys(properties).sort()).toEqual(Object.keys(keys).sort());
  expect(properties.kind.enum).toEqual([...EVENT_KINDS]);
  expect(properties.class.enum).toEqual([...BOUNCE_CLASSES]);
  for (const [key, schema] of Object.entries(properties)) expect(schema, key).toHaveProperty('description');
});
