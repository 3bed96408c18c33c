/** Where SES tells what became of the mail: an SNS topic of the segment's own, or EventBridge's default bus. Pure. */

import type { Segment } from '../../inventory/model.ts';
import {
  EVENT_DESTINATION,
  type EventDestinationInputs,
  SNS_TOPIC,
  SNS_TOPIC_POLICY,
  type TopicInputs,
  type TopicPolicyInputs,
} from '../aws-types.ts';
import type { Estate } from '../estate.ts';
import { from } from '../references.ts';
import type { Resource } from '../resource.ts';
import { configurationSetOf, sesAccountOf } from './account.ts';
import { segmentPart } from './names.ts';
import type { SesPlace } from './resources.ts';

/** What health and limits are judged by. Opens and clicks are not: they need tracking of their own, and tell little. */
const DEFAULT_EVENTS = [
  ...['bounce', 'complaint', 'delivery', 'delivery-delay', 'reject', 'rendering-failure', 'send'],
];

export function eventResources(place: SesPlace): Resource[] {
  const { account, events } = place.account;
  // Every ARN below has the account in it; that it is missing is an error of the inventory.
  if (!events || !account) return [];
  if (events.to === 'eventbridge')
    return [destination(place, { eventBridgeDestination: { eventBusArn: defaultBus(place) } })];
  const topic = segmentPart(place.region, 'topic');
  return [
    snsTopic(place),
    topicPolicy(place),
    // SES tries whether it may publish when the destination is made.
    destination(place, { snsDestination: { topicArn: from(topic, 'arn') } }, segmentPart(place.region, 'topic-policy')),
  ];
}

/** The topics that the segments' events are published to, and whether complaints are among these. */
export function sesTopics({ segments, sesIdentities }: SesEstate): { arn: string; complaints: boolean }[] {
  return segments.flatMap(of => {
    const account = sesAccountOf(of);
    if (account?.events?.to !== 'sns' || !account.account) return [];
    const { segment } = of;
    const regions = sesIdentities.filter(each => each.segment === segment).map(({ region }) => region);
    const complaints = (account.events.types ?? DEFAULT_EVENTS).includes('complaint');
    return [...new Set(regions)].map(region => {
      const place = { segment, region, account };
      return { arn: arn('sns', place, topicName(place)), complaints };
    });
  });
}

type SesEstate = Pick<Estate, 'sesIdentities'> & { segments: Pick<Segment, 'segment' | 'accounts'>[] };

type Target = Pick<EventDestinationInputs['eventDestination'], 'snsDestination' | 'eventBridgeDestination'>;

/** Its name stays when its target changes: SES then changes it in place, and no event is lost between two of them. */
function destination(
  { segment, region, account, options }: SesPlace,
  target: Target,
  ...after: string[]
): Resource<EventDestinationInputs> {
  const types = account.events?.types ?? DEFAULT_EVENTS;
  return {
    type: EVENT_DESTINATION,
    name: segmentPart(region, 'events'),
    inputs: {
      configurationSetName: configurationSetOf(segment, account),
      eventDestinationName: 'mailyard',
      eventDestination: { enabled: true, matchingEventTypes: [...new Set(types)].map(eventType).sort(), ...target },
    },
    dependsOn: [segmentPart(region, 'configuration-set'), ...after],
    options,
  };
}

/** `delivery-delay` is DELIVERY_DELAY there. */
const eventType = (type: string): string => type.toUpperCase().replaceAll('-', '_');

function snsTopic(place: SesPlace): Resource<TopicInputs> {
  const inputs = { name: topicName(place) };
  const { region, options } = place;
  return { type: SNS_TOPIC, name: segmentPart(region, 'topic'), inputs, dependsOn: [], options };
}

/** SES itself, on behalf of this configuration set and no other one. */
function topicPolicy(place: SesPlace): Resource<TopicPolicyInputs> {
  const { segment, region, account, options } = place;
  const set = configurationSetOf(segment, account);
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'ses.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: arn('sns', place, topicName(place)),
        Condition: {
          StringEquals: {
            'AWS:SourceAccount': account.account,
            'AWS:SourceArn': arn('ses', place, `configuration-set/${set}`),
          },
        },
      },
    ],
  };
  return {
    type: SNS_TOPIC_POLICY,
    name: segmentPart(region, 'topic-policy'),
    inputs: { arn: from(segmentPart(region, 'topic'), 'arn'), policy: JSON.stringify(policy) },
    dependsOn: [],
    options,
  };
}

const topicName = ({ segment, account }: Pick<SesPlace, 'segment' | 'account'>): string =>
  `${configurationSetOf(segment, account)}-ses-events`;

/** The only bus that SES publishes to. */
const defaultBus = (place: SesPlace): string => arn('events', place, 'event-bus/default');

function arn(service: string, { region, account }: Pick<SesPlace, 'region' | 'account'>, resource: string): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${account.account}:${resource}`;
}

const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
