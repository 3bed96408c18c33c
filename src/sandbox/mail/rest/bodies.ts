/** What Mailhost takes, field by field: anything else it refuses. */
import { type Answer, Refused, type TwinRequest } from '../../http/request.ts';
import { strict } from '../strict.ts';

export const failed = (status: number, code: string, message: string): Answer => ({
  ...{ status, body: { error: { code, message } } },
});

export const refuse = (status: number, code: string, message: string): never => {
  throw new Refused(failed(status, code, message));
};

const address = { type: 'string', pattern: '^[^@\\s]+@[^@\\s]+$' };
const addresses = { type: 'array', items: address, uniqueItems: true };
const settings = {
  display_name: { type: 'string', maxLength: 200 },
  smtp_relay: { type: 'boolean' },
  sending_limit_per_day: { type: ['integer', 'null'], minimum: 0 },
};

const text = { type: 'string' };

const bodies = {
  create: strict({ email: address, password: text, ...settings }, ['email', 'password']),
  update: strict({
    ...settings,
    ...{ aliases: addresses, forward_to: addresses, signature_html: text },
    status: { enum: ['enabled', 'disabled'] },
  }),
  password: strict({ password: text }, ['password']),
  domain: strict({ name: { type: 'string', pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$' } }, ['name']),
};

/** The body where it is one of that kind; else the request is refused. */
export function bodyOf<T>(request: TwinRequest, kind: keyof typeof bodies): T {
  if (!/^application\/json/.test(request.headers['content-type'] ?? ''))
    refuse(415, 'unsupported_media_type', 'Send application/json.');
  const body = parsed(request);
  const fault = Object.keys(body ?? {}).length === 0 ? 'must not be empty' : bodies[kind](body);
  return fault === undefined ? (body as T) : refuse(422, 'invalid', fault);
}

function parsed(request: TwinRequest): unknown {
  try {
    return request.json();
  } catch {
    return refuse(400, 'bad_json', 'The body is no JSON.');
  }
}

/** Each parameter is known and whole numbers are in their range; else the request is refused. */
export function pageOf({ query }: TwinRequest): { domain: string | null; page: number; perPage: number } {
  const strange = [...query.keys()].find(name => !['domain', 'page', 'per_page'].includes(name));
  if (strange) refuse(422, 'invalid', `${strange} is no parameter`);
  const number = (name: string, fallback: number, most: number) => {
    const value = Number(query.get(name) ?? fallback);
    return Number.isInteger(value) && value >= 1 && value <= most
      ? value
      : refuse(422, 'invalid', `${name} is out of range`);
  };
  return {
    domain: query.get('domain'),
    page: number('page', 1, Number.MAX_SAFE_INTEGER),
    perPage: number('per_page', 25, 100),
  };
}
