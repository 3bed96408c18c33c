/** `mailyard todo` as it is typed: what a person has to do, seen in the inventory and in a DNS that is served. */
import { expect, onTestFinished, test } from 'vitest';
import { startDnsTwin } from '../../src/sandbox/dns/twin.ts';
import { rsaKey } from '../estate/fixtures.ts';
import { openSite, type Site } from './site.ts';

const KEY = `v=DKIM1; k=rsa; p=${rsaKey(2048)}`;
const outreach = (lines: string) => `segment: outreach
defaults: { mailProvider: google-workspace }
domains:
  - domain: acme.example
${lines}`;
const pasted = `    values: { google-workspace: { dkimKey: '${KEY}' } }\n`;
const files = (lines = '') => ({ 'estate.yaml': 'organization: Acme\n', 'outreach.yaml': outreach(lines) });

const stepsOf = async (site: Site, env: NodeJS.ProcessEnv = {}) => {
  const { code, stdout } = await site.call('todo --json', env);
  return { code, ...JSON.parse(stdout) };
};

test('a key that only a console shows: to be copied, then written, then to be switched on, then done', async () => {
  const site = await openSite(files(), { zones: ['acme.example'] });
  const dns = await startDnsTwin({ source: () => site.twin.zones });
  onTestFinished(() => dns.close());
  const env = { MAILYARD_DNS: `${dns.host}:${dns.port}` };

  const { code, stdout } = await site.call('todo', env);
  expect(code).toBe(2);
  expect(stdout).toContain('To do by hand: 1 step at 1 domain.');
  expect(stdout).toContain(
    'Copy the DKIM key, the whole TXT value (`dkimKey`) from Google Workspace: Admin console, Apps',
  );
  expect(stdout).toContain('https://admin.google.com/ac/apps/gmail/authenticateemail');
  expect(stdout).toMatch(/Paste it at \S*outreach\.yaml:4:13: `values: \{ google-workspace: \{ dkimKey: … \} \}`/);
  expect(stdout).toContain('`dkimKey` is not pasted yet.');

  const first = await site.call('up --yes', env);
  expect(first.stdout).toContain('To do by hand: 1 step at 1 domain');
  expect(first.code).toBe(0);

  // Pasted, and not written yet: that is the plan's business.
  site.write({ 'outreach.yaml': outreach(pasted) });
  expect(await stepsOf(site, env)).toMatchObject({ code: 0, steps: [] });

  const { code: done, stdout: text } = await site.call('up --yes', env);
  expect(done).toBe(0);
  expect(text).toContain('Click Start authentication');
  expect(await stepsOf(site, env)).toMatchObject({
    code: 2,
    summary: { open: 1, unknown: 0 },
    steps: [{ id: 'start-authentication', state: 'open', doneKey: 'google-workspace-start-authentication' }],
  });

  site.write({ 'outreach.yaml': outreach(`${pasted}    done: [google-workspace-start-authentication]\n`) });
  const end = await site.call('todo', env);
  expect([end.code, end.stdout]).toEqual([0, 'Nothing to do by hand.\n']);
});

test('where the DNS does not serve the key, that comes first; where nobody answers, nobody knows', async () => {
  const site = await openSite(files(pasted), { zones: ['acme.example'] });
  const dns = await startDnsTwin({ source: () => site.twin.zones });
  const env = { MAILYARD_DNS: `${dns.host}:${dns.port}` };
  expect((await site.call('up --yes', env)).code).toBe(0);
  site.twin.editByHand('acme.example', { remove: { type: 'TXT', name: 'google._domainkey.acme.example' } });
  expect(await stepsOf(site, env)).toMatchObject({
    code: 2,
    steps: [
      {
        id: 'start-authentication',
        state: 'open',
        seen: 'It has to wait: the DNS has no TXT at google._domainkey.acme.example.',
      },
    ],
  });
  await dns.close();
  expect(await stepsOf(site, env)).toMatchObject({
    code: 2,
    summary: { open: 0, unknown: 1 },
    steps: [{ state: 'unknown', seen: expect.stringContaining('nobody could say') }],
  });
});

test('tokens that stand side by side are one step; --domain chooses, and a slip of the pen is told', async () => {
  const relays = '    relays: [{ name: amazon-ses, region: eu-central-1 }]\n';
  const site = await openSite(files(`${relays}  - acme-two.example\n`));
  const { summary, steps } = await stepsOf(site);
  expect(summary).toEqual({ open: 3, unknown: 0 });
  const tokens = steps.find(({ id }: { id: string }) => id === 'paste-dkim-token1');
  expect(tokens.paste.map(({ key }: { key: string }) => key)).toEqual(
    [1, 2, 3].map(n => `values.amazon-ses.dkimToken${n}`),
  );
  const chosen = JSON.parse((await site.call('todo --json --domain acme-two.example')).stdout);
  expect(chosen.steps.map(({ domain }: { domain: string }) => domain)).toEqual(['acme-two.example']);
  expect((await site.call('todo --domain acme-tow.example')).error?.message).toContain('No domain matches');
});
