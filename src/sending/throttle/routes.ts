/** `POST /v1/throttle` and `/v1/throttle/release`, behind the daemon's token: schema/throttle.schema.json has both bodies and the answer. */
import { Hono } from 'hono';
import { MailyardError } from '../../error.ts';
import { faultsOf } from '../../inventory/schema.ts';
import { sentenceOf } from '../../inventory/sentences.ts';
import type { Serving } from '../../runtime/http/serving.ts';
import { documentOf } from './document.ts';
import { throttlerOf } from './open.ts';
import type { Ask } from './prepare.ts';

type Request = Ask & { take?: boolean };
type Batch = { requests: Request[] };

/** 200 with a yes and with a no: both are answers. What cannot be answered is 400, within a batch an answer of its own. */
export function throttleRoutes(serving: Serving): Hono {
  const throttler = throttlerOf(serving);
  const app = new Hono();

  async function answered({ take = true, ...ask }: Request): Promise<object> {
    return documentOf(await (take ? throttler.take(ask) : throttler.look(ask)));
  }

  app.post('/throttle', async context => {
    const body = conforming<Request | Batch>('throttle', await context.req.json());
    if (!('requests' in body)) return context.json({ version: 1, ...(await answered(body)) });
    const answers = await Promise.all(body.requests.map(request => answered(request).catch(refusal)));
    return context.json({ version: 1, answers });
  });

  app.post('/throttle/release', async context => {
    const { key } = conforming<{ key: string }>('release', await context.req.json());
    return context.json({ version: 1, key, released: await throttler.release(key) });
  });

  return app;
}

function refusal(error: unknown): object {
  if (!(error instanceof MailyardError)) throw error;
  const { code, message, fix } = error;
  return { error: { code, message, ...(fix && { fix }) } };
}

/** The first fault in words. */
function conforming<T>(kind: 'throttle' | 'release', body: unknown): T {
  const fault = faultsOf(kind, body).find(({ keyword }) => keyword !== 'if');
  if (!fault) return body as T;
  const { message, fix = `schema/${kind}.schema.json says what a body has.` } = sentenceOf(fault);
  throw new MailyardError('bad-request', message, { fix });
}
