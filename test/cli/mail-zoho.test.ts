/** Zoho Mail from the command line: the DKIM key goes from the provider into the zone, and the provider signs once it has seen it there. */
import { expect, onTestFinished, test } from 'vitest';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import type { MailTwin } from '../../src/sandbox/mail/twin.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { generateKey } from '../../src/secrets/seal.ts';
import { openSite } from './site.ts';

const files = {
  'estate.yaml': `
organization: Acme
contacts: { dmarcReports: alex@acme-team.example }
accounts: { zoho: { zoid: 700000001, mailDomain: zoho.eu } }
`,
  'pool-a.yaml': `
segment: pool-a
domains:
  - domain: acme-team.example
    mailProvider: zoho
    values: { zoho: { spfInclude: zohomail.eu } }
    mailboxes: [{ user: alex, name: Alex Reed }]
`,
};

test('a key that Zoho does not find yet: all stands, the mail is not signed, and the next run asks again', async () => {
  const sandbox = await startSandbox({ clock: sandboxClock(), mail: ['zoho'] });
  onTestFinished(() => sandbox.close());
  sandbox.cloudflare.addZone('acme-team.example');
  const site = await openSite(files, { twin: sandbox.cloudflare });
  Object.assign(site.env, sandbox.env, { MAILYARD_KEY: generateKey(), MAILYARD_PROVIDER_WAIT: '1' });
  const mail = sandbox.mail.get('zoho') as MailTwin;
  expect((await site.call('check')).stdout).toContain('Nothing to find fault with');

  const blind = {
    status: 200,
    body: { status: { code: 200 }, data: { dkimstatus: false, error: 'DKIM_RECORD_NOT_FOUND' } },
  };
  mail.faults.add({ kind: 'answer', body: 'verifyDkimKey', answer: blind, times: 99 });
  const unsigned = await site.call('up --yes --engine embedded');
  expect(unsigned.code).toBe(1);
  expect(unsigned.stdout).toMatch(
    /Zoho Mail does not sign for acme-team\.example after \d s: the DKIM record zmail\._domainkey\.acme-team\.example; Zoho says: DKIM_RECORD_NOT_FOUND\. Until then its mail is not signed\./,
  );
  expect(mail.mailboxes().map(({ address }) => address)).toEqual(['alex@acme-team.example']);
  const records = sandbox.cloudflare.records('acme-team.example');
  const mx = records.flatMap(({ type, content }) => (type === 'MX' ? [content] : []));
  expect(mx).toEqual(['mx.zoho.eu', 'mx2.zoho.eu', 'mx3.zoho.eu']);
  expect((await site.call('explain acme-team.example MX')).stdout).toMatch(/zoho\.eu .*accounts\.zoho\.mailDomain/);
  const { stdout: login } = await site.run('mailbox credentials alex@acme-team.example --json');
  expect(JSON.parse(login)).toMatchObject({ imap: { host: 'imappro.zoho.eu' }, smtp: { host: 'smtppro.zoho.eu' } });
  expect(records.find(({ name }) => name === 'zmail._domainkey.acme-team.example')?.content).toMatch(
    /v=DKIM1; k=rsa; p=/,
  );

  expect((await site.call('plan')).stdout).toContain(
    'acme-team.example is waited for until it signs with its DKIM key',
  );
  mail.faults.clear();
  mail.resetCalls();
  expect((await site.call('up --yes --engine embedded')).code).toBe(0);
  expect(mail.calls.filter(({ method }) => method === 'PUT')).toHaveLength(2);
  expect((await site.call('up --yes --engine embedded')).stdout).toContain('Nothing to do');

  const { stdout: audit } = await site.run('audit --json');
  expect(JSON.parse(audit).domains[0].records).toMatchObject(
    expect.arrayContaining([expect.objectContaining({ key: 'dkim-zmail', verdict: 'pass' })]),
  );
  const { stdout: why } = await site.call('explain zmail._domainkey.acme-team.example TXT');
  expect(why).toMatch(/\{dkimKey\} +accounts\.zoho .*its provider gives it/);
  expect(why).toContain('applied as it is');
});
