/** `POST /v1/events`: a JSON array, one event, or JSON lines, as `schema/event.schema.json` has them. */
import { Hono } from 'hono';
import { MailyardError } from '../../error.ts';
import type { Problem } from '../../inventory/problem.ts';
import type { MailEvent } from '../../ledger/events/event.ts';
import type { Routes } from '../http/serving.ts';
import { documentOf } from '../warmup/outcome.ts';
import { takeIn } from './intake.ts';
import { receiversOf } from './receivers.ts';
import { understandEvent } from './told-event.ts';

/** What is good is in; what is not is told by its place in the body. Sent again, nothing is counted twice. */
export const eventRoutes: Routes = serving => {
  const app = new Hono();
  app.post('/events', async context => {
    const told = eventsIn(await context.req.text());
    const telling = {
      ...{ source: 'api', tellsComplaints: false, now: serving.now() },
      receiverOf: receiversOf(serving.runtime().templates),
    };
    const events: MailEvent[] = [];
    const refused: { index: number; message: string; fix?: string }[] = [];
    told.forEach((each, index) => {
      const read = 'problem' in each ? each : understandEvent(each.told, telling);
      if ('event' in read) events.push(read.event);
      else refused.push({ index, message: read.problem.message, fix: read.problem.fix });
    });
    const { taken, known, tooOld, raised, stopped } = await takeIn(serving, events);
    const alerts = raised.map(({ key, level, title }) => ({ key, level, title }));
    const document = {
      version: 1,
      events: told.length,
      taken,
      known,
      tooOld,
      refused,
      alerts,
      warmups: stopped.map(documentOf),
    };
    return context.json(document, events.length === 0 ? 422 : 200);
  });
  return app;
};

/** A caller that sends more waits too long for its answer. */
const MOST = 10_000;

type Told = { told: unknown } | { problem: Problem };

function eventsIn(body: string): Told[] {
  const text = body.trim();
  const events = text.startsWith('[') ? (JSON.parse(text) as unknown[]).map(told => ({ told })) : linesOf(text);
  if (events.length === 0)
    throw new MailyardError('no-events', 'The body has no event.', {
      fix: 'Send a JSON array of events, or one a line; schema/event.schema.json says what they are.',
    });
  if (events.length > MOST)
    throw new MailyardError('too-many-events', `The body has ${events.length} events, and ${MOST} is the most.`, {
      fix: 'Send them in parts.',
    });
  return events;
}

function linesOf(text: string): Told[] {
  const whole = parsed(text);
  if (whole !== undefined) return [{ told: whole }];
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => {
      const told = parsed(line);
      return told === undefined ? { problem: { rule: 'bad-value', message: 'This is no JSON.' } } : { told };
    });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
