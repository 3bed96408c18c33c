/** How Mailgun answers: `message` in every body. Texts are those of its OpenAPI description. */
import { type Answer, Refused, type TwinRequest } from '../../http/request.ts';
import type { Strict } from '../strict.ts';

export const ok = (body: object): Answer => ({ status: 200, body });

export const fail = (status: number, message: string): Answer => ({ status, body: { message } });

export function refuse(status: number, message: string): never {
  throw new Refused(fail(status, message));
}

/** The fields of a form of either type, if they are as published. */
export async function read(request: TwinRequest, strict: Strict): Promise<Record<string, string>> {
  const form = await request.form().catch(() => refuse(400, 'the body is no form'));
  const fields = Object.fromEntries(Array.from(form, ([name, value]) => [name, String(value)]));
  const fault = strict(fields);
  return fault === undefined ? fields : refuse(400, fault);
}

/** Pages by position. "Limit parameter can't be larger than 1000" */
export function page<T>(rows: T[], { query }: TwinRequest): { items: T[]; total_count: number } {
  const [skip, limit] = [query.get('skip') ?? '0', query.get('limit') ?? '100'];
  if (!/^\d+$/.test(skip) || !/^\d+$/.test(limit)) refuse(400, 'skip and limit are whole numbers');
  if (Number(limit) > 1000) refuse(400, "Limit parameter can't be larger than 1000");
  return { items: rows.slice(Number(skip), Number(skip) + Number(limit)), total_count: rows.length };
}
