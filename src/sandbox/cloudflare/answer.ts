/** The envelope around every answer. */
import type { Refusal } from './refusal.ts';

export interface Answer {
  status: number;
  /** An object goes out as JSON, a string as it is. */
  body: unknown;
  contentType?: string;
  headers?: Record<string, string>;
}

export interface Page<T> {
  items: T[];
  page: number;
  perPage: number;
  total: number;
}

interface Message {
  code: number;
  message: string;
}

export function ok(result: unknown, messages: Message[] = []): Answer {
  return { status: 200, body: { result, success: true, errors: [], messages } };
}

export function okPage<T>({ items, page, perPage, total }: Page<T>, show: (item: T) => unknown): Answer {
  const result_info = {
    page,
    per_page: perPage,
    count: items.length,
    total_count: total,
    total_pages: Math.ceil(total / perPage),
  };
  return { status: 200, body: { result: items.map(show), success: true, errors: [], messages: [], result_info } };
}

export function failed(status: number, error: Message, headers?: Record<string, string>): Answer {
  return { status, body: { result: null, success: false, errors: [error], messages: [] }, headers };
}

export function refused({ status, code, message, chain, pointer }: Refusal): Answer {
  return failed(status, {
    code,
    message,
    ...(chain.length > 0 ? { error_chain: chain } : {}),
    ...(pointer ? { source: { pointer } } : {}),
  } as Message);
}
