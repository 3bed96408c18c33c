import { describe, expect, test } from 'vitest';
import {
  dkimKeysStep,
  dkimSwitchStep,
  licencesStep,
  mailboxSteps,
  microsoft365Steps,
  sendLimitSteps,
} from '../../src/mail/microsoft-365/manual.ts';

const alex = { address: "o'reed@acme.example", state: 'active' } as const;

describe('DKIM', () => {
  test('the keys are made first, and are there once both targets stand in the inventory', () => {
    expect(dkimKeysStep('acme.example')).toMatchObject({
      commands: [
        "New-DkimSigningConfig -DomainName 'acme.example' -KeySize 2048 -Enabled $false",
        "Get-DkimSigningConfig -Identity 'acme.example' | Format-List Selector1CNAME, Selector2CNAME",
      ],
      done: [
        { sees: 'value', domain: 'acme.example', name: 'dkimTarget1' },
        { sees: 'value', domain: 'acme.example', name: 'dkimTarget2' },
      ],
    });
  });

  test('the switch waits for both CNAMEs and the keys behind them; only a message shows that it is on', () => {
    const step = dkimSwitchStep('acme.example', {
      dkimTarget1: 'selector1-acme-example._domainkey.Acme.n-v1.dkim.mail.microsoft',
      dkimTarget2: 'selector2-acme-example._domainkey.Acme.n-v1.dkim.mail.microsoft',
    });
    const targets = [1, 2].map(each => `selector${each}-acme-example._domainkey.acme.n-v1.dkim.mail.microsoft`);
    expect(step).toMatchObject({
      commands: ["Set-DkimSigningConfig -Identity 'acme.example' -Enabled $true"],
      after: [
        { sees: 'cname', name: 'selector1._domainkey.acme.example', target: targets[0] },
        { sees: 'txt', name: targets[0], begins: 'v=DKIM1' },
        { sees: 'cname', name: 'selector2._domainkey.acme.example', target: targets[1] },
        { sees: 'txt', name: targets[1], begins: 'v=DKIM1' },
      ],
      done: [],
    });
  });
});

describe('a mailbox', () => {
  test('that asks for nothing has no step', () => {
    expect(mailboxSteps({ ...alex, name: 'Alex', aliases: [], dailyLimit: null })).toEqual([]);
  });

  test('takes aliases, seen in Graph', () => {
    const [step] = mailboxSteps({ ...alex, aliases: ['a@acme.example', 'b@acme.example'] });
    expect(step).toMatchObject({
      id: 'aliases',
      commands: [
        "Set-Mailbox -Identity 'o''reed@acme.example' -EmailAddresses @{Add='smtp:a@acme.example','smtp:b@acme.example'}",
      ],
      done: [
        { sees: 'alias', address: alex.address, alias: 'a@acme.example' },
        { sees: 'alias', address: alex.address, alias: 'b@acme.example' },
      ],
    });
  });

  test('forwards to one address by itself, to several by a rule, and in both cases needs a policy', () => {
    const commands = (forwardTo: string[]) => mailboxSteps({ ...alex, forwardTo })[0]?.commands ?? [];
    expect(commands(['x@b.example'])).toEqual([
      expect.stringContaining('-AutoForwardingMode On'),
      expect.stringContaining("-From 'o''reed@acme.example'"),
      "Set-Mailbox -Identity 'o''reed@acme.example' -ForwardingSmtpAddress 'x@b.example' -DeliverToMailboxAndForward $true",
    ]);
    expect(commands(['x@b.example', 'y@b.example']).at(-1)).toBe(
      "New-InboxRule -Mailbox 'o''reed@acme.example' -Name 'Mailyard forwarding' -ForwardTo 'x@b.example','y@b.example'",
    );
  });

  test('may send by SMTP, or not', () => {
    const command = (smtpAccess: boolean) => mailboxSteps({ ...alex, smtpAccess })[0]?.commands[0];
    expect(command(true)).toContain('-SmtpClientAuthenticationDisabled $false');
    expect(command(false)).toContain('-SmtpClientAuthenticationDisabled $true');
  });
});

test('limits are one policy for each number, the lowest first', () => {
  const limits = [40, 20, 40, null, undefined].map((dailyLimit, each) => ({
    ...{ address: `user${each}@acme.example`, state: 'active' as const, dailyLimit },
  }));
  expect(sendLimitSteps(limits)).toMatchObject([
    { title: 'Hold user1@acme.example to 20 recipients a day.', about: 'user1@acme.example' },
    {
      title: 'Hold 2 mailboxes to 40 recipients a day.',
      commands: [
        "New-HostedOutboundSpamFilterPolicy -Name 'Mailyard 40 a day' -RecipientLimitPerDay 40 -ActionWhenThresholdReached BlockUserForToday",
        "New-HostedOutboundSpamFilterRule -Name 'Mailyard 40 a day' -HostedOutboundSpamFilterPolicy 'Mailyard 40 a day' -From 'user0@acme.example','user2@acme.example'",
      ],
    },
  ]);
});

test('licences are bought by hand, as many as the mailboxes that are not made yet need', () => {
  expect(licencesStep('SPB', 3)).toMatchObject({
    title: expect.stringContaining('3 free licences SPB'),
    done: [{ sees: 'free-licences', licence: 'SPB', atLeast: 3 }],
  });
});

test('the steps of an account follow what is known and made; seats and limits are those of all its domains', () => {
  const steps = (values: Record<string, string>, made: string[]) =>
    microsoft365Steps({ licence: 'SPB' }, [
      {
        ...{ domain: 'acme.example', values, isMade: address => made.includes(address) },
        mailboxes: [{ ...alex, aliases: ['a@acme.example'], dailyLimit: 40 }],
      },
      {
        ...{ domain: 'b.example', values: {}, isMade: () => false },
        mailboxes: [{ address: 'sam@b.example', state: 'active', dailyLimit: 40 }],
      },
    ]).map(({ id, about }) => `${id} ${about}`);
  const limits = `send-limit ${alex.address}, sam@b.example`;
  expect(steps({}, [])).toEqual([
    ...['licences SPB', 'dkim-keys acme.example', 'dkim-keys b.example', `aliases ${alex.address}`, limits],
  ]);
  const dkimTarget = 'selector1-a.n-v1.dkim.mail.microsoft';
  expect(steps({ dkimTarget1: dkimTarget, dkimTarget2: dkimTarget }, [alex.address])).toEqual([
    ...['licences SPB', 'dkim-switch acme.example', 'dkim-keys b.example', `aliases ${alex.address}`, limits],
  ]);
});
