/** Mailboxes: what planning 10,000 of them takes, and what providers are asked for 300. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEmbedded, refreshEmbedded } from '../src/engine/embedded.ts';
import type { Resource } from '../src/estate/resource.ts';
import { readTemplates } from '../src/inventory/templates.ts';
import { loadEstate } from '../src/load-estate.ts';
import { adapterOf } from '../src/mail/adapters.ts';
import { mailProviders } from '../src/mail/providers.ts';
import { wantedNow } from '../src/plan/wanted.ts';
import { mailbox } from '../src/provider/mailbox/mailbox.ts';
import type { ResourceType } from '../src/provider/provider.ts';
import { sandboxClock } from '../src/sandbox/clock.ts';
import type { MailTwin } from '../src/sandbox/mail/twin.ts';
import { startMailTwin } from '../src/sandbox/mail/twins.ts';
import { generateKey, openKeys } from '../src/secrets/seal.ts';
import { fileBackend } from '../src/state/backend.ts';
import { writeFullState } from './full-state.ts';
import { best, mailyard } from './measure.ts';
import { type Figure, seconds, usageFigure } from './report.ts';

const TODAY = '2026-11-26';

export async function mail(folder: string, times: number): Promise<{ title: string; figures: Figure[] }> {
  const figures = [
    ...(await planning(join(folder, 'plan'), times)),
    ...(await calling(join(folder, 'google'), 'google-workspace')),
    ...(await calling(join(folder, 'migadu'), 'migadu')),
  ];
  return {
    title: 'Mailboxes: 10,000 planned; 300 made, 3 in each of 100 domains, by the calls and the rate of their provider',
    figures,
  };
}

async function planning(folder: string, times: number): Promise<Figure[]> {
  const domains = join(folder, 'domains');
  writeMailEstate(domains, { provider: 'google-workspace', domains: 2000, mailboxes: 5 });
  const nothing = await best(times, () => mailyard(['plan', '--json'], folder, { codes: [2] }));
  await writeFullState(domains, join(folder, '.mailyard'));
  const full = await best(times, () => mailyard(['plan'], folder));
  const target = { target: '2 s' };
  return [
    { ...usageFigure('plan of 10,000 new mailboxes', nothing), ...target, ratio: nothing.wall / 2 },
    { ...usageFigure('plan with all of them in the state', full), ...target, ratio: full.wall / 2 },
  ];
}

/** Domains are there and verified; the twin's clock moves instead of anybody waiting for the rate. */
async function calling(folder: string, provider: string): Promise<Figure[]> {
  const domains = join(folder, 'domains');
  writeMailEstate(domains, { provider, domains: 100, mailboxes: 3 });
  const clock = sandboxClock(Date.parse(TODAY));
  const twin = await startMailTwin(provider, { clock });
  const list = mailboxesOf(domains);
  for (const domain of new Set(list.map(({ name }) => name.split('/', 1)[0] ?? ''))) twin.addDomain(domain);
  const backend = fileBackend(join(folder, 'state'), true);
  const base = { backend, project: 'mailyard' };
  const types = () => typesAt(twin, folder, clock);
  const calls = async (run: () => Promise<{ failed: { message: string }[] }>) => {
    twin.resetCalls();
    const started = clock.now();
    const { failed } = await run();
    if (failed.length > 0) throw new Error(failed[0]?.message);
    return { count: twin.count(), waited: (clock.now() - started) / 1000 };
  };
  const up = () => applyEmbedded({ ...base, types: types(), stacks: [{ stack: 'pool-a', resources: list }] });
  const first = await calls(up);
  const again = await calls(up);
  const refreshed = await calls(() => refreshEmbedded({ ...base, types: types(), stacks: ['pool-a'] }));
  await twin.close();
  const least = leastCalls(twin);
  return [
    {
      name: `${provider}: 300 made`,
      measured: `${first.count} calls, of which ${least} must be; ${seconds(first.waited)} of waiting for the rate`,
      target: '1.1 × the least',
      ratio: first.count / (1.1 * least),
    },
    { name: `${provider}: up again`, measured: `${again.count} calls`, target: '0' },
    { name: `${provider}: refresh of 100 domains`, measured: `${refreshed.count} calls` },
  ];
}

/** One to see whether the credentials hold, and one for each mailbox: both take all that is wanted here in one call. */
const leastCalls = (twin: MailTwin): number => 1 + twin.mailboxes().length;

function mailboxesOf(domains: string): Resource[] {
  const { estate } = loadEstate({ domains, templates: [], today: TODAY });
  if (!estate) throw new Error(`${domains} makes no estate`);
  const list = wantedNow(estate, { stacks: [] }).lists.get('pool-a') ?? [];
  return list.filter(({ type }) => type.endsWith(':Mailbox')).map(resource => ({ ...resource, dependsOn: [] }));
}

function typesAt(twin: MailTwin, folder: string, clock: ReturnType<typeof sandboxClock>): ResourceType[] {
  const providers = mailProviders({
    adapter: name => adapterOf(name, readTemplates([]).templates.providers.get(name)),
    title: name => name,
    env: { ...twin.env, MAILYARD_ACCOUNTS: JSON.stringify({ [twin.provider]: twin.account }) },
    folder: join(folder, 'cache'),
    clock: clock.now,
    sleep: async milliseconds => clock.advance(milliseconds),
  });
  const keys = openKeys(generateKey());
  const type = mailbox({ providers, keys: () => keys, listed: () => undefined, note: () => {} });
  return [type as unknown as ResourceType];
}

interface MailEstate {
  provider: string;
  domains: number;
  /** A domain. */
  mailboxes: number;
}

function writeMailEstate(folder: string, { provider, domains, mailboxes }: MailEstate): void {
  mkdirSync(folder, { recursive: true });
  const people = Array.from(
    { length: mailboxes },
    (_, index) => `  - { user: person${index}, name: Person ${index} }\n`,
  );
  writeFileSync(
    join(folder, 'estate.yaml'),
    `organization: Acme\ncontacts: { dmarcReports: dmarc@reports.example }\nidentities:\n${people.join('')}accounts: { ${provider}: ${ACCOUNTS[provider]} }\n`,
  );
  const names = Array.from({ length: domains }, (_, index) => `  - acme-${String(index).padStart(4, '0')}.example\n`);
  writeFileSync(
    join(folder, 'pool-a.yaml'),
    `segment: pool-a\nlimits: { domainsPerChange: 5000 }\ndefaults:\n  mailProvider: ${provider}\n  mailboxes: ${mailboxes}\ndomains:\n${names.join('')}`,
  );
}

const ACCOUNTS: Record<string, string> = {
  'google-workspace': '{ admin: admin@acme.example }',
  migadu: '{ user: admin@acme.example }',
};
