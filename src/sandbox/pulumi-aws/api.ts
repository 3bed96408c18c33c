/** The calls of the stand-in: SES v2 speaks JSON over REST, SNS and STS take forms and answer in XML. */
import { ApiError, type BridgedForm, type Json, renamed } from '../pulumi/bridged.ts';

export interface AwsApi {
  readonly region: string;
  /** Of the credentials. */
  readonly account: string;
  /** `path` below `/v2/email`. The answer in Pulumi's names. Throws ApiError. */
  ses(method: 'GET' | 'POST' | 'PUT', path: string, body?: Json): Promise<Json>;
  /** That it is gone already is no error, as with the real plugin. Throws ApiError. */
  remove(path: string): Promise<void>;
  /** The answer's text. Throws ApiError. */
  sns(action: string, parameters: Record<string, string>): Promise<string>;
}

export type AwsForm = BridgedForm<AwsApi>;

type Service = 'sesv2' | 'sns' | 'sts';

/**
 * Address and keys come from the environment, under the names that AWS's own tools read (AWS_ENDPOINT_URL_SESV2, or
 * AWS_ENDPOINT_URL for all). Without an address it does nothing: this plugin is never to reach AWS itself.
 */
export async function awsApi(config: Json, env: NodeJS.ProcessEnv): Promise<AwsApi> {
  const { region } = config;
  const { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret } = env;
  if (!env.AWS_ENDPOINT_URL) throw new Error(NOWHERE);
  if (typeof region !== 'string') throw new Error('Missing region configuration');
  if (!key || !secret) throw new Error('No valid credential sources found');

  async function send(service: Service, method: string, path: string, type: string, body?: string): Promise<string> {
    const base = env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ?? env.AWS_ENDPOINT_URL;
    const response = await fetch(base + path, {
      method,
      headers: { authorization: authorization(key as string, region as string, service), 'content-type': type },
      body,
    });
    const text = await response.text();
    if (response.ok) return text;
    throw new ApiError(response.status, `operation error ${service}: ${method} ${path}, ${response.status}: ${text}`);
  }

  const query = (service: Service, parameters: Record<string, string>) =>
    send(service, 'POST', '/', 'application/x-www-form-urlencoded', new URLSearchParams(parameters).toString());
  const caller = await query('sts', { Action: 'GetCallerIdentity', Version: '2011-06-15' });
  const account = xmlText(caller, 'Account') ?? '';
  const allowed = allowedAccounts(config.allowedAccountIds);
  if (allowed && !allowed.includes(account)) throw new Error(`AWS account ID not allowed: ${account}`);
  return {
    region,
    account,
    async ses(method, path, body) {
      const text = body && JSON.stringify(capitalised(body));
      const answer = await send('sesv2', method, `/v2/email${path}`, 'application/json', text);
      return uncapitalised(JSON.parse(answer || '{}')) as Json;
    },
    async remove(path) {
      try {
        await send('sesv2', 'DELETE', `/v2/email${path}`, 'application/json');
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 404)) throw error;
      }
    },
    sns: (action, parameters) => query('sns', { Action: action, Version: '2010-03-31', ...parameters }),
  };
}

const NOWHERE =
  'This is Mailyard’s stand-in for Pulumi’s AWS plugin, and never reaches AWS itself: set AWS_ENDPOINT_URL to an emulator such as moto, or take bin/sandbox off the PATH.';

/** Providers get every value that is no text as JSON. */
function allowedAccounts(value: unknown): string[] | undefined {
  return typeof value === 'string' ? (JSON.parse(value) as string[]) : undefined;
}

/** Who asks, and of which region and service: neither the emulator nor the twin looks at the signature. */
function authorization(key: string, region: string, service: Service): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const scope = `${day}/${region}/${service === 'sesv2' ? 'ses' : service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${key}/${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
}

/** The text of the first element of that name. */
export function xmlText(xml: string, element: string): string | undefined {
  const found = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
  return found && decoded(found);
}

/** The map that SNS calls attributes. */
export function xmlEntries(xml: string): Record<string, string> {
  const entries = xml.matchAll(/<entry>\s*<key>([^<]*)<\/key>\s*<value>([^<]*)<\/value>\s*<\/entry>/g);
  return Object.fromEntries(Array.from(entries, ([, key = '', value = '']) => [key, decoded(value)]));
}

const decoded = (text: string): string =>
  text.replaceAll(/&(quot|apos|lt|gt|amp|#39|#34);/g, (_, name: string) => characters[name] ?? '');

const characters: Readonly<Record<string, string>> = {
  ...{ quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' },
  ...{ '#39': "'", '#34': '"' },
};

/** `emailIdentity` is EmailIdentity there. */
const capitalised = (value: unknown): unknown => renamed(value, name => name[0]?.toUpperCase() + name.slice(1));
const uncapitalised = (value: unknown): unknown => renamed(value, name => name[0]?.toLowerCase() + name.slice(1));
