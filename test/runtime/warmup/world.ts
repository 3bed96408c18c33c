/** A domain that warms up, for stories of the job: its zone on a real DNS server, its messages as events. */
import { generateKeyPairSync } from 'node:crypto';
import { query } from '../../../src/dns/client.ts';
import type { Estate } from '../../../src/estate/estate.ts';
import type { MailEvent } from '../../../src/ledger/events/event.ts';
import { record } from '../../../src/ledger/events.ts';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import { type Names, namesReply } from '../../audit/world.ts';
import { serveDns } from '../../dns/twin.ts';
import { aDomain, anEstate, type DomainParts, type InventoryParts } from '../../support/estate.ts';
import { aRuntime } from '../../support/runtime.ts';

const HOUR = 3_600_000;

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const KEY = `v=DKIM1; k=rsa; p=${publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`;

/** Sends through Fastmail, whose three DKIM keys are aliases. */
export const warmingEstate = (today: string, domains: DomainParts[], parts: InventoryParts = {}): Estate =>
  anEstate(
    domains.map(each => aDomain({ mailProvider: 'fastmail', segment: 'pool', ...each })),
    { segments: { pool: { profile: 'high-volume' } }, ...parts },
    today,
  );

/** The zones as they should be, with the keys behind the aliases. */
export function servedNames({ zones }: Estate): Names {
  // What Fastmail's own SPF says.
  const names: Names = { 'spf.messagingengine.com TXT': ['v=spf1 ip4:198.51.100.0/24 -all'] };
  const add = (key: string, data: unknown) => {
    names[key] = [...(names[key] ?? []), data];
  };
  for (const { zone, records } of zones) {
    add(`${zone} NS`, `ns1.${zone}`);
    add(`${zone} NS`, `ns2.${zone}`);
    for (const host of ['ns1', 'ns2']) add(`${host}.${zone} A`, '192.0.2.53');
    add(`${zone} SOA`, {
      mname: `ns1.${zone}`,
      rname: `dns.${zone}`,
      serial: 1,
      refresh: 1,
      retry: 1,
      expire: 1,
      minimum: 300,
    });
    for (const { name, type, content, priority } of records) {
      add(
        `${name} ${type}`,
        type === 'MX' ? { preference: priority, exchange: content } : type === 'SRV' ? srv(content, priority) : content,
      );
      if (type === 'CNAME' && name.includes('._domainkey.')) add(`${content} TXT`, KEY);
    }
  }
  return names;
}

function srv(content: string, priority = 0): object {
  const [weight, port, target] = content.split(' ');
  return { priority, weight: Number(weight), port: Number(port), target };
}

/** A query that finds the whole internet on one server of loopback; `silent` stops it from answering. */
export async function internetOf(names: Names): Promise<{ query: Runtime['query']; names: Names; fail(): void }> {
  let failing = false;
  const twin = await serveDns(asked => (failing ? undefined : namesReply(names)(asked)));
  return {
    names,
    fail: () => {
      failing = true;
    },
    query: async request => {
      const answer = await query({ ...request, server: twin.server, timeoutMs: 300, tries: 1 });
      return { ...answer, server: request.server };
    },
  };
}

export interface Mail {
  domain?: string;
  mailbox?: string;
  sent: number;
  bounced?: number;
  class?: 'recipient' | 'sender';
  complained?: number;
  /** Default true. */
  tellsComplaints?: boolean;
}

let made = 0;

/** Messages of one day, at noon. */
export async function tell(ledger: Ledger, at: number, mail: Mail): Promise<void> {
  const { domain = 'acme.example', mailbox, sent, bounced = 0, complained = 0, tellsComplaints = true } = mail;
  const one = (kind: MailEvent['kind'], message: string): MailEvent => ({
    ...{ message, kind, at, domain, receiver: 'gmail', source: 'test', tellsComplaints },
    ...(mailbox && { mailbox }),
    ...(kind === 'bounced' && { refusal: { class: mail.class ?? 'recipient', reply: '550 5.1.1 No such user' } }),
  });
  const messages = Array.from({ length: sent }, () => `m${made++}`);
  await record(
    ledger,
    messages.flatMap((message, index) => [
      one('sent', message),
      ...(index < bounced ? [one('bounced', message)] : []),
      ...(index >= sent - complained ? [one('complained', message)] : []),
    ]),
    at + HOUR,
  );
}

/** A runtime at noon of that day (UTC); `goTo` moves it to noon of another one, with the estate compiled for it. */
export async function warmingAt(
  date: string,
  ledger: Ledger,
  estateOn: (today: string) => Estate,
  parts: Partial<Runtime> = {},
): Promise<{ on(date: string): Promise<Runtime> }> {
  const clock = sandboxClock(Date.parse(`${date}T12:00:00Z`));
  return {
    async on(day) {
      clock.advance(Date.parse(`${day}T12:00:00Z`) - clock.now());
      return aRuntime({ clock, ledger, estate: estateOn(day), ...parts });
    },
  };
}
