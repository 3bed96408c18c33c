/** `aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination`. Its id is `set|destination`. */
import { ApiError, isFlag, isObjectOf, isText, isTextList, type Json } from '../pulumi/bridged.ts';
import type { AwsApi, AwsForm } from './api.ts';

const targets = ['snsDestination', 'eventBridgeDestination'];

export const eventDestination: AwsForm = {
  type: 'aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination',
  inputs: {
    configurationSetName: isText,
    eventDestinationName: isText,
    eventDestination: isObjectOf({
      enabled: isFlag,
      matchingEventTypes: isTextList,
      snsDestination: isObjectOf({ topicArn: isText }),
      eventBridgeDestination: isObjectOf({ eventBusArn: isText }),
    }),
    region: isText,
  },
  required: ['configurationSetName', 'eventDestinationName', 'eventDestination'],
  replaces: ['configurationSetName', 'eventDestinationName', 'region'],
  computed: [],
  refuse({ eventDestination = {} }) {
    const given = targets.filter(target => target in (eventDestination as Json));
    return given.length === 1 ? undefined : `one of ${targets.join(', ')} must be specified`;
  },
  idOf: ({ configurationSetName, eventDestinationName }) => `${configurationSetName}|${eventDestinationName}`,
  async create({ configurationSetName, eventDestinationName, eventDestination }, api) {
    const body = { eventDestinationName, eventDestination };
    await api.ses('POST', pathOf(String(configurationSetName)), body);
    return shown(`${configurationSetName}|${eventDestinationName}`, api);
  },
  read: (given, _inputs, api) => shown(given, api),
  async update(id, { eventDestination }, api) {
    const [set = '', name = ''] = id.split('|');
    await api.ses('PUT', `${pathOf(set)}/${encodeURIComponent(name)}`, { eventDestination });
    return shown(id, api);
  },
  async delete(id, _inputs, api) {
    const [set = '', name = ''] = id.split('|');
    await api.remove(`${pathOf(set)}/${encodeURIComponent(name)}`);
  },
};

const pathOf = (set: string): string => `/configuration-sets/${encodeURIComponent(set)}/event-destinations`;

async function shown(id: string, api: AwsApi): Promise<Json> {
  const [configurationSetName = '', eventDestinationName = ''] = id.split('|');
  const { eventDestinations } = await api.ses('GET', pathOf(configurationSetName));
  const found = (eventDestinations as Json[]).find(({ name }) => name === eventDestinationName);
  if (!found) throw new ApiError(404, `there is no event destination ${id}`);
  const { name: _, ...eventDestination } = found;
  return { configurationSetName, eventDestinationName, eventDestination };
}
