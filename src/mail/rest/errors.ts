/** What an answer means by the description's `errors`; undefined: by its status. Pure. */
import type { ApiError } from '../../inventory/api.ts';
import type { HttpAnswer, Verdict } from '../http.ts';
import { at } from './dotted.ts';

export function verdictOf({ status, body }: HttpAnswer, errors: ApiError[]): Verdict | undefined {
  const error = errors.find(each => (each.status ?? status) === status && isShown(body, each));
  return error && { kind: error.is, fix: error.fix };
}

function isShown(body: unknown, { at: path, pattern }: ApiError): boolean {
  if (path === undefined) return true;
  const shown = [at(body, path)].flat();
  if (pattern === undefined) return shown.some(each => each !== undefined && each !== null && each !== false);
  return shown.some(each => each !== undefined && new RegExp(pattern, 'i').test(wordOf(each)));
}

/** The words of a failure, where the description says where they stand. */
export function saidIn(body: unknown, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const shown = [at(body, path)].flat().filter(each => each !== undefined && each !== null);
  return shown.length > 0 ? shown.map(wordOf).join('; ') : undefined;
}

const wordOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
