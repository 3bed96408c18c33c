/** The emulator behind the twin: moto (https://docs.getmoto.org), which holds what it knows of SES v2, and all of SNS. */
import type { Answer, TwinRequest } from '../http/request.ts';
import { failed, type Json } from './bodies.ts';

export interface Moto {
  /** The call as it came, and moto's answer to it. */
  forward(request: TwinRequest): Promise<Answer>;
  /** Undefined where there is none. */
  get(request: TwinRequest, path: string): Promise<Json | undefined>;
  /** Of a topic; undefined where there is none. */
  topicPolicy(request: TwinRequest, arn: string): Promise<string | undefined>;
}

/** Moto tells region and service by the scope of the caller's signature. */
export function motoAt(origin: string): Moto {
  async function send(request: TwinRequest, method: string, path: string, body?: string): Promise<Answer> {
    const headers = { authorization: request.headers.authorization ?? '', 'content-type': 'application/json' };
    const response = await fetch(origin + path, { method, headers, body });
    const text = await response.text();
    // For what it does not know it has a page of HTML.
    if (!response.headers.get('content-type')?.includes('json') && !response.ok)
      throw failed(501, 'InternalFailure', `moto does not know ${method} ${path}, and neither does the twin.`);
    return { status: response.status, body: text, headers: {} };
  }
  return {
    forward: request => send(request, request.method, request.path, request.body || undefined),
    async get(request, path) {
      const { status, body } = await send(request, 'GET', `/v2/email${path}`);
      return status === 200 ? (JSON.parse(String(body)) as Json) : undefined;
    },
    async topicPolicy(request, arn) {
      const scope = request.headers.authorization?.replace('/ses/', '/sns/') ?? '';
      const form = new URLSearchParams({ Action: 'GetTopicAttributes', TopicArn: arn, Version: '2010-03-31' });
      const response = await fetch(origin, { method: 'POST', headers: { authorization: scope }, body: form });
      const text = await response.text();
      const policy = /<key>Policy<\/key>\s*<value>([^<]*)<\/value>/.exec(text)?.[1];
      return response.ok ? policy?.replaceAll('&quot;', '"').replaceAll('&amp;', '&') : undefined;
    },
  };
}
