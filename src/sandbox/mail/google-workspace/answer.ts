/** Google's answers. https://developers.google.com/workspace/admin/directory/v1/limits and the errors that GAM knows. */
import { type Answer, Refused } from '../../http/request.ts';

export function failed(code: number, reason: string, message: string): Answer {
  return { status: code, body: { error: { code, message, errors: [{ message, domain: 'global', reason }] } } };
}

export const refuse = (code: number, reason: string, message: string): never => {
  throw new Refused(failed(code, reason, message));
};

export const good = (body: unknown): Answer => ({ status: 200, body });
export const nothing: Answer = { status: 204 };
