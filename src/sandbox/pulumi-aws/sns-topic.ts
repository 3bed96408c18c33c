/** `aws:sns/topic:Topic` and `aws:sns/topicPolicy:TopicPolicy`, whose id is the topic's ARN. A policy's delete sets SNS's own. */
import { isDeepStrictEqual } from 'node:util';
import { isText, type Json } from '../pulumi/bridged.ts';
import { type AwsApi, type AwsForm, xmlEntries, xmlText } from './api.ts';

export const snsTopic: AwsForm = {
  type: 'aws:sns/topic:Topic',
  inputs: { name: isText, region: isText },
  required: ['name'],
  replaces: ['name', 'region'],
  computed: ['arn', 'owner'],
  idOf: ({ arn }) => String(arn),
  async create({ name }, api) {
    const answer = await api.sns('CreateTopic', { Name: String(name) });
    return topic(xmlText(answer, 'TopicArn') ?? '', api);
  },
  read: (given, _inputs, api) => topic(given, api),
  update: () => Promise.reject(new Error('a topic has nothing to update')),
  async delete(id, _inputs, api) {
    await api.sns('DeleteTopic', { TopicArn: id });
  },
};

async function topic(arn: string, { sns }: AwsApi): Promise<Json> {
  const { Owner: owner } = xmlEntries(await sns('GetTopicAttributes', { TopicArn: arn }));
  return { arn, owner, name: arn.split(':').at(-1) };
}

export const snsTopicPolicy: AwsForm = {
  type: 'aws:sns/topicPolicy:TopicPolicy',
  inputs: { arn: isText, policy: isText, region: isText },
  required: ['arn', 'policy'],
  replaces: ['arn', 'region'],
  computed: ['owner'],
  idOf: ({ arn }) => String(arn),
  create: putPolicy,
  async read(given, inputs, api) {
    const found = await policyOf(given, api);
    // Equal JSON is no difference, however it is written.
    const same = isDeepStrictEqual(parsed(found.policy), parsed(inputs?.policy));
    return { ...found, policy: same ? inputs?.policy : found.policy };
  },
  update: (_id, inputs, api) => putPolicy(inputs, api),
  async delete(id, _inputs, api) {
    const { owner } = await policyOf(id, api);
    const usual = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'SNS:Publish', Resource: id };
    const statement = { ...usual, Condition: { StringEquals: { 'AWS:SourceOwner': owner } } };
    await putPolicy({ arn: id, policy: JSON.stringify({ Version: '2008-10-17', Statement: [statement] }) }, api);
  },
};

async function putPolicy({ arn, policy }: Json, api: AwsApi): Promise<Json> {
  const parameters = { TopicArn: String(arn), AttributeName: 'Policy', AttributeValue: String(policy) };
  await api.sns('SetTopicAttributes', parameters);
  return policyOf(String(arn), api);
}

async function policyOf(arn: string, { sns }: AwsApi): Promise<Json> {
  const { Owner: owner, Policy: policy } = xmlEntries(await sns('GetTopicAttributes', { TopicArn: arn }));
  return { arn, owner, policy };
}

const parsed = (text: unknown): unknown => (typeof text === 'string' ? JSON.parse(text) : undefined);
