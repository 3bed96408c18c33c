/** mailcow's answers: whatever was done or refused is HTTP 200 with a list of what happened (data/web/json_api.php). */
import { type Answer, Refused } from '../../http/request.ts';

export interface Outcome {
  type: 'success' | 'warning' | 'danger' | 'error';
  msg: string | unknown[];
}

export const success = (...msg: unknown[]): Outcome => ({ type: 'success', msg });
export const danger = (...msg: unknown[]): Outcome => ({ type: 'danger', msg: msg.length === 1 ? `${msg[0]}` : msg });

/** The real one's `log` repeats the request, passwords as stars; nothing to be done says "Task completed". */
export function outcomes(list: Outcome[], log: unknown): Answer {
  const body = list.length === 0 ? { type: 'success', msg: 'Task completed' } : list.map(each => ({ ...each, log }));
  return { status: 200, body };
}

/** What there is, and `{}` for nothing at all, be it a list that is empty (process_get_return). */
export function shown(data: object | undefined): Answer {
  const nothing = data === undefined || (Array.isArray(data) && data.length === 0);
  return { status: 200, body: nothing ? {} : data };
}

export const failed = (status: number, msg: string): Answer => ({ status, body: { type: 'error', msg } });

export const refuse = (status: number, msg: string): never => {
  throw new Refused(failed(status, msg));
};
