/** One call to a channel's API. What comes back is judged by the channel; a lost answer is an answer too. */
import type { Got } from 'got';
import { oneLine } from '../../reason.ts';

export interface Posted {
  /** 0: no answer; `body` says why. */
  status: number;
  body: string;
  /** Milliseconds that it asks for. */
  wait?: number;
}

const TIMEOUT_MS = 15_000;

export async function postJson(url: string, json: object): Promise<Posted> {
  const { default: got } = (await import('got')) as { default: Got };
  try {
    const { statusCode, body, headers } = await got.post(url, {
      ...{ json, throwHttpErrors: false, followRedirect: false, retry: { limit: 0 }, responseType: 'text' },
      timeout: { request: TIMEOUT_MS },
    });
    const seconds = Number(headers['retry-after']);
    return { status: statusCode, body, ...(seconds > 0 && { wait: seconds * 1000 }) };
  } catch (error) {
    // The address is in some messages, and is a secret.
    const { code, message } = error as { code?: string; message: string };
    return { status: 0, body: (code ?? message).replaceAll(url, '***') };
  }
}

/** Of what was answered. */
export const inLine = (text: string): string => oneLine(text, 120);
