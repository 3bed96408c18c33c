/**
 * SES v2 in front of moto, a third-party emulator: moto holds identities, configuration sets, pools and SNS topics; the twin
 * serves what moto 5.2.5 has no place for (MAIL FROM, Easy DKIM's tokens, DKIM signing, options changed later, event
 * destinations, the account's suppression), refuses duplicates that moto takes, and any field that SES does not know.
 */

import type { TwinRequest } from '../http/request.ts';
import { type HttpTwin, type HttpTwinOptions, startHttpTwin } from '../http/twin.ts';
import { configurationSetRoutes } from './configuration-sets.ts';
import { identityRoutes, type Lookup } from './identities.ts';
import { motoAt } from './moto.ts';
import { newRegion, type RegionState } from './state.ts';

export interface SesTwinOptions extends HttpTwinOptions {
  /** `http://127.0.0.1:5000`. */
  moto: string;
  /** What DNS says, as SES sees it: targets in lower case without the last dot, MX as `10 mx.example`. Default: nothing. */
  lookup?: Lookup;
}

export interface SesTwin extends HttpTwin {
  /** What sends AWS's tools, and the stand-in for Pulumi's plugin, here and to moto. The account is moto's 123456789012. */
  readonly env: Record<string, string>;
}

const ACCESS_KEY = 'AKIAIOSFODNN7EXAMPLE';

export async function startSesTwin({
  moto: origin,
  lookup = async () => [],
  ...options
}: SesTwinOptions): Promise<SesTwin> {
  const regions = new Map<string, RegionState>();
  const stateOf = (request: TwinRequest): RegionState => {
    const region = regionOf(request);
    const state = regions.get(region) ?? newRegion();
    regions.set(region, state);
    return state;
  };
  const context = { moto: motoAt(origin), stateOf, regionOf, lookup };
  const twin = await startHttpTwin(
    {
      routes: { ...identityRoutes(context), ...configurationSetRoutes(context) },
      authenticate: ({ headers }) =>
        SCOPE.test(headers.authorization ?? '')
          ? ACCESS_KEY
          : error(403, 'UnrecognizedClientException', 'The security token included in the request is invalid.'),
      limited: () => error(429, 'TooManyRequestsException', 'Too many requests.'),
      failed: status => error(status, 'InternalFailure', 'The request failed.'),
      noRoute: ({ method, path }) => error(404, 'UnknownOperationException', `There is no ${method} ${path}.`),
    },
    options,
  );
  const env = {
    AWS_ACCESS_KEY_ID: ACCESS_KEY,
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_ENDPOINT_URL: origin,
    AWS_ENDPOINT_URL_SESV2: twin.origin,
  };
  return Object.assign(twin, { env });
}

/** The service in the scope is `ses`, as SES v2's own is. */
const SCOPE = new RegExp(`^AWS4-HMAC-SHA256 Credential=${ACCESS_KEY}/\\d{8}/([a-z0-9-]+)/ses/aws4_request`);

const regionOf = ({ headers }: TwinRequest): string => SCOPE.exec(headers.authorization ?? '')?.[1] ?? '';

const error = (status: number, kind: string, message: string) => ({
  ...{ status, body: { message } },
  headers: { 'x-amzn-errortype': kind },
});
