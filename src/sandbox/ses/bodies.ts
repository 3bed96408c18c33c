/** Bodies of SES v2. AWS passes over fields that it does not know; the twin refuses them, so that no slip goes unseen. */
import { Refused, type TwinRequest } from '../http/request.ts';

export type Json = Record<string, unknown>;

/** Of each field: its type, the values that it may have, a list of either, or the fields of an object. */
export type Form = 'text' | 'flag' | 'number' | readonly string[] | { list: Form } | { fields: Fields };
export type Fields = Readonly<Record<string, Form>>;

export function bodyOf(request: TwinRequest, fields: Fields, ...required: string[]): Json {
  let body: unknown;
  try {
    body = request.json() ?? {};
  } catch {
    throw failed(400, 'SerializationException', 'The body is not JSON.');
  }
  const problem = misfit(body, { fields }, 'The body');
  if (problem) throw failed(400, 'SerializationException', problem);
  const missing = required.find(name => (body as Json)[name] === undefined);
  if (missing) throw failed(400, 'BadRequestException', `${missing} is missing.`);
  return body as Json;
}

/** AWS's form of an error: its kind in the header, the rest in the body. */
export function failed(status: number, kind: string, message: string): Refused {
  return new Refused({ status, body: { message }, headers: { 'x-amzn-errortype': kind } });
}

function misfit(value: unknown, form: Form, path: string): string | undefined {
  if (form === 'text' || form === 'flag' || form === 'number') {
    return typeof value === types[form] ? undefined : `${path} is no ${form}.`;
  }
  if (isChoice(form)) {
    return form.includes(value as string) ? undefined : `${path} is none of ${form.join(', ')}.`;
  }
  if ('list' in form) {
    if (!Array.isArray(value)) return `${path} is no list.`;
    return first(value.map((item, index) => misfit(item, form.list, `${path}[${index}]`)));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${path} is no object.`;
  return first(
    Object.entries(value).map(([name, entry]) => {
      const inner = form.fields[name];
      return inner ? misfit(entry, inner, name) : `${path} has no field ${name}.`;
    }),
  );
}

const types = { text: 'string', flag: 'boolean', number: 'number' } as const;

const isChoice = (form: Form): form is readonly string[] => Array.isArray(form);

const first = (problems: (string | undefined)[]): string | undefined => problems.find(Boolean);
