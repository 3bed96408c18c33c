/** What the Pulumi CLI's engine events become. Their form: sdk/go/common/apitype/events.go. */
import type { EngineEvent as PulumiEvent } from '@pulumi/pulumi/automation/index.js';
import { expect, test } from 'vitest';
import type { EngineEvent } from '../../src/engine/engine.ts';
import { collectEvents } from '../../src/engine/pulumi-events.ts';
import { MAILBOX } from '../../src/estate/resource.ts';
import { makeUrn, STACK_TYPE } from '../../src/state/urn.ts';

const name = 'acme.example/mailbox/alex';
const urn = makeUrn({ stack: 'pool-a', project: 'mailyard', type: MAILBOX, name });
const diagnostic = (severity: 'warning' | 'error', message: string) =>
  ({ diagnosticEvent: { urn, severity, message, color: 'never' } }) as PulumiEvent;
const failed = { resOpFailedEvent: { metadata: { urn, type: MAILBOX, op: 'create' } } } as PulumiEvent;

test('a warning is told when it comes, and kept for the end', () => {
  const told: EngineEvent[] = [];
  const events = collectEvents('pool-a', event => told.push(event));
  events.take(
    diagnostic('warning', '<{%fg 3%}>Waiting until Google Workspace is ready for acme.example.<{%reset%}>\n'),
  );
  const text = 'Waiting until Google Workspace is ready for acme.example.';
  expect(told).toEqual([{ kind: 'warning', text }]);
  expect(events.warnings).toEqual([text]);
});

test('what a refresh says once more of its stack is no failure of its own', () => {
  const events = collectEvents('pool-a', () => {});
  const stack = makeUrn({ stack: 'pool-a', project: 'mailyard', type: STACK_TYPE, name: 'mailyard-pool-a' });
  const said = { urn: stack, severity: 'error', message: '<{%reset%}>update failed<{%reset%}>\n', color: 'never' };
  events.take({ diagnosticEvent: said } as PulumiEvent);
  events.take(failed);
  expect([events.failed().length, events.errors]).toEqual([1, []]);
});

test('the way out is taken from what the provider says', () => {
  const events = collectEvents('pool-a', () => {});
  events.take(diagnostic('error', 'MAILYARD_KEY is not set.\n→ Set it to the key of this estate.\n'));
  events.take(failed);
  expect(events.failed()).toEqual([
    {
      ...{ stack: 'pool-a', type: MAILBOX, name, op: 'create' },
      ...{ message: 'MAILYARD_KEY is not set.', reasons: ['MAILYARD_KEY is not set.'] },
      fix: 'Set it to the key of this estate.',
    },
  ]);
});
