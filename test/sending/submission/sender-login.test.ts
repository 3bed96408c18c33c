/** With what a message of a domain is submitted to one of its senders: by the state, as `up` left it. */
import { expect, it } from 'vitest';
import type { MailboxInputs } from '../../../src/estate/resource.ts';
import { MAILBOX } from '../../../src/estate/resource.ts';
import { generateKey, openKeys, seal } from '../../../src/secrets/seal.ts';
import { storedMailboxes } from '../../../src/secrets/stored-mailboxes.ts';
import { senderLogin } from '../../../src/sending/submission/sender-login.ts';
import { aDomain, anEstate, templates } from '../../support/estate.ts';

const keys = openKeys(generateKey());
const relay = { name: 'amazon-ses', region: 'eu-central-1' };

interface Stored extends Partial<MailboxInputs> {
  resource?: string;
  sealed?: string;
  login?: string;
}

function loginOf(sender: string, stored: Stored[], domainParts: object = {}) {
  const estate = anEstate([aDomain({ mailProvider: 'migadu', relays: [relay], ...domainParts })]);
  const resources = stored.map(({ resource = 'acme.example/mailbox/alex', sealed, login, ...inputs }) => ({
    ...{ urn: `urn:pulumi:primary::acme::${MAILBOX}::${resource}`, type: MAILBOX, name: resource, id: resource },
    inputs: { address: 'alex@acme.example', provider: 'migadu', account: {}, state: 'active', ...inputs },
    outputs: {
      ...(sealed && { password: seal(keys, sealed, `mailbox:${inputs.address ?? 'alex@acme.example'}`) }),
      ...(login && { login }),
    },
  }));
  const mailboxes = storedMailboxes({ stacks: [{ stack: 'primary', resources }] });
  return senderLogin(
    { estate, templates: templates() },
    estate.domains[0] as (typeof estate.domains)[number],
    sender,
    mailboxes,
    () => keys,
  );
}

it('is the first mailbox of the domain whose password is known', () => {
  const sam = { resource: 'acme.example/mailbox/sam', address: 'sam@acme.example', sealed: 'a-password' };
  const other = { ...sam, resource: 'b.example/mailbox/sam', address: 'aa@b.example' };
  expect(loginOf('migadu', [other, {}, sam])).toEqual({
    address: 'sam@acme.example',
    server: { host: 'smtp.migadu.com', port: 465 },
    login: { user: 'sam@acme.example', password: 'a-password' },
  });
});

it('is the login at the relay, and its sender writes the message', () => {
  const stored = {
    resource: 'acme.example/amazon-ses/alex',
    provider: 'amazon-ses',
    sealed: 'a-secret',
    login: 'AKIA1',
  };
  expect(loginOf('amazon-ses', [stored])).toEqual({
    address: 'alex@acme.example',
    server: { host: 'email-smtp.eu-central-1.amazonaws.com', port: 465 },
    login: { user: 'AKIA1', password: 'a-secret' },
  });
});

it('is none where nobody knows a password, it is suspended, or its server takes another kind of login', () => {
  expect(loginOf('migadu', [{}])).toBeUndefined();
  expect(loginOf('migadu', [{ sealed: 'a-password', state: 'suspended' }])).toBeUndefined();
  expect(loginOf('opendkim', [{ sealed: 'a-password' }])).toBeUndefined();
  const microsoft = { provider: 'microsoft-365', sealed: 'a-password' };
  expect(loginOf('microsoft-365', [microsoft], { mailProvider: 'microsoft-365' })).toBeUndefined();
});
