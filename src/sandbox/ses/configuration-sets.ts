/** Configuration sets and pools: moto holds them as they were made; what was changed since, and events, are the twin's. */
import type { Handler, TwinRequest } from '../http/request.ts';
import { bodyOf, type Fields, type Form, failed, type Json } from './bodies.ts';
import type { SesContext } from './identities.ts';
import { found, type SetPart } from './state.ts';

const reasons: Form = { list: ['BOUNCE', 'COMPLAINT'] };
const options: Readonly<Record<string, Fields>> = {
  DeliveryOptions: { TlsPolicy: ['REQUIRE', 'OPTIONAL'], SendingPoolName: 'text', MaxDeliverySeconds: 'number' },
  ReputationOptions: { ReputationMetricsEnabled: 'flag', LastFreshStart: 'text' },
  SendingOptions: { SendingEnabled: 'flag' },
  SuppressionOptions: { SuppressedReasons: reasons },
};
const paths: Readonly<Record<string, string>> = {
  'delivery-options': 'DeliveryOptions',
  'reputation-options': 'ReputationOptions',
  sending: 'SendingOptions',
  'suppression-options': 'SuppressionOptions',
};

const eventTypes = [
  ...['SEND', 'REJECT', 'BOUNCE', 'COMPLAINT', 'DELIVERY', 'OPEN', 'CLICK', 'RENDERING_FAILURE', 'DELIVERY_DELAY'],
  'SUBSCRIPTION',
];
const destination: Form = {
  fields: {
    Enabled: 'flag',
    MatchingEventTypes: { list: eventTypes },
    SnsDestination: { fields: { TopicArn: 'text' } },
    EventBridgeDestination: { fields: { EventBusArn: 'text' } },
  },
};

export function configurationSetRoutes({ moto, stateOf, regionOf }: SesContext): Record<string, Handler> {
  const part = (request: TwinRequest): SetPart =>
    found(stateOf(request).sets, request.params.set ?? '', 'Configuration set');

  async function checkPool(request: TwinRequest, delivery: unknown): Promise<void> {
    const { SendingPoolName: pool } = (delivery ?? {}) as Json;
    if (pool !== undefined && !(await moto.get(request, `/dedicated-ip-pools/${pool}`)))
      throw failed(400, 'BadRequestException', `Dedicated IP pool <${pool}> does not exist.`);
  }

  /** SES publishes a first notification to a topic, and takes no bus but the account's default one. */
  async function checkTarget(request: TwinRequest, body: Json): Promise<void> {
    const { SnsDestination, EventBridgeDestination } = body as Record<string, Json | undefined>;
    if ((SnsDestination === undefined) === (EventBridgeDestination === undefined))
      throw failed(400, 'BadRequestException', 'Exactly one destination must be given.');
    if (SnsDestination && !allowsSes(await moto.topicPolicy(request, String(SnsDestination.TopicArn))))
      throw failed(400, 'BadRequestException', `Could not publish to SNS topic <${SnsDestination.TopicArn}>.`);
    const bus = new RegExp(`^arn:aws[a-z-]*:events:${regionOf(request)}:\\d{12}:event-bus/default$`);
    if (EventBridgeDestination && !bus.test(String(EventBridgeDestination.EventBusArn)))
      throw failed(400, 'BadRequestException', `<${EventBridgeDestination.EventBusArn}> is not the default event bus.`);
  }

  const changes = Object.entries(paths).map(([path, option]): [string, Handler] => [
    `PUT /v2/email/configuration-sets/:set/${path}`,
    async request => {
      const body = bodyOf(request, options[option] ?? {});
      if (option === 'DeliveryOptions') await checkPool(request, body);
      part(request).changed[option] = body;
      return { status: 200, body: {} };
    },
  ]);

  return {
    ...Object.fromEntries(changes),

    async 'POST /v2/email/configuration-sets'(request) {
      const fields = Object.fromEntries(Object.entries(options).map(([name, inner]) => [name, { fields: inner }]));
      const body = bodyOf(request, { ConfigurationSetName: 'text', ...fields }, 'ConfigurationSetName');
      await checkPool(request, body.DeliveryOptions);
      const answer = await moto.forward(request);
      if (answer.status === 400)
        throw failed(400, 'AlreadyExistsException', `Configuration set <${body.ConfigurationSetName}> already exists.`);
      stateOf(request).sets.set(String(body.ConfigurationSetName), { changed: {}, destinations: new Map() });
      return answer;
    },

    async 'GET /v2/email/configuration-sets/:set'(request) {
      const { changed } = part(request);
      const { SendingOptions: _, ...base } =
        (await moto.get(request, `/configuration-sets/${request.params.set}`)) ?? {};
      return { status: 200, body: { ...base, SendingOptions: { SendingEnabled: true }, ...changed } };
    },

    async 'DELETE /v2/email/configuration-sets/:set'(request) {
      part(request);
      stateOf(request).sets.delete(request.params.set ?? '');
      return moto.forward(request);
    },

    'GET /v2/email/configuration-sets/:set/event-destinations'(request) {
      const all = Array.from(part(request).destinations, ([Name, body]) => ({ Name, ...body }));
      return { status: 200, body: { EventDestinations: all } };
    },

    async 'POST /v2/email/configuration-sets/:set/event-destinations'(request) {
      const fields = { EventDestinationName: 'text', EventDestination: destination } as const;
      const body = bodyOf(request, fields, 'EventDestinationName', 'EventDestination');
      const { destinations } = part(request);
      const name = String(body.EventDestinationName);
      if (destinations.has(name))
        throw failed(400, 'AlreadyExistsException', `An event destination with name <${name}> already exists.`);
      await checkTarget(request, body.EventDestination as Json);
      destinations.set(name, body.EventDestination as Json);
      return { status: 200, body: {} };
    },

    async 'PUT /v2/email/configuration-sets/:set/event-destinations/:name'(request) {
      const body = bodyOf(request, { EventDestination: destination }, 'EventDestination');
      const { destinations } = part(request);
      found(destinations, request.params.name ?? '', 'Event destination');
      await checkTarget(request, body.EventDestination as Json);
      destinations.set(request.params.name ?? '', body.EventDestination as Json);
      return { status: 200, body: {} };
    },

    'DELETE /v2/email/configuration-sets/:set/event-destinations/:name'(request) {
      const { destinations } = part(request);
      found(destinations, request.params.name ?? '', 'Event destination');
      destinations.delete(request.params.name ?? '');
      return { status: 200, body: {} };
    },

    async 'POST /v2/email/dedicated-ip-pools'(request) {
      const fields: Fields = { PoolName: 'text', ScalingMode: ['STANDARD', 'MANAGED'] };
      const { PoolName } = bodyOf(request, fields, 'PoolName');
      if (await moto.get(request, `/dedicated-ip-pools/${PoolName}`))
        throw failed(400, 'AlreadyExistsException', `Dedicated IP pool <${PoolName}> already exists.`);
      return moto.forward(request);
    },

    'GET /v2/email/dedicated-ip-pools/:pool': request => moto.forward(request),

    async 'DELETE /v2/email/dedicated-ip-pools/:pool'(request) {
      const { pool } = request.params;
      // moto itself would fail.
      if (!(await moto.get(request, `/dedicated-ip-pools/${pool}`)))
        throw failed(404, 'NotFoundException', `Dedicated IP pool <${pool}> does not exist.`);
      return moto.forward(request);
    },

    'GET /v2/email/account'(request) {
      const { suppressed } = stateOf(request);
      const quota = { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 0 };
      const body = {
        ...{ SendingEnabled: true, ProductionAccessEnabled: false, EnforcementStatus: 'HEALTHY', SendQuota: quota },
        SuppressionAttributes: { SuppressedReasons: suppressed },
      };
      return { status: 200, body };
    },

    'PUT /v2/email/account/suppression'(request) {
      const { SuppressedReasons = [] } = bodyOf(request, { SuppressedReasons: reasons });
      stateOf(request).suppressed = SuppressedReasons as string[];
      return { status: 200, body: {} };
    },
  };
}

interface Statement {
  Effect?: string;
  Principal?: { Service?: string };
  Action?: string;
}

function allowsSes(policy: string | undefined): boolean {
  if (!policy) return false;
  const { Statement: statements = [] } = JSON.parse(policy) as { Statement?: Statement[] };
  return statements.some(
    ({ Effect, Principal, Action }) =>
      Effect === 'Allow' && Principal?.Service === 'ses.amazonaws.com' && Action?.toLowerCase() === 'sns:publish',
  );
}
