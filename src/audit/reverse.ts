/**
 * Whether the addresses that take and send the domain's mail have names that lead back to them (forward-confirmed reverse DNS).
 * RFC 1912 §2.1. Gmail and Outlook refuse mail from an address without (support.google.com/a/answer/81126, read 2026-11-25).
 */
import { addressText, parseAddress, reverseName } from '../spf/address.ts';
import { isSpf, parseSpf } from '../spf/parse.ts';
import { isUnreachable, lookUpHost } from './hosts.ts';
import type { Check, Subject } from './subject.ts';
import { type Finding, fail, pass, unknown, warn } from './verdict.ts';
import { evidenceOf, isUnanswered, textsOf, type View } from './view.ts';

/** An SPF record may name more single addresses than anybody sends from: beyond these nobody waits for their names. */
const MOST_SENDERS = 20;

/** Where an address comes from decides how much a missing name matters. */
interface Address {
  address: string;
  /** `the MX mx.acme.example`, `the sender 192.0.2.7`. */
  what: string;
  /** Its mail is refused without a name. */
  sends: boolean;
}

export const reverse: Check = async (subject, view) => {
  const found = [...(await mailHosts(subject, view)), ...(await senders(subject, view))];
  const all = [...new Map(found.map(each => [each.address, each])).values()].filter(
    ({ address }) => !isUnreachable(address),
  );
  if (all.length === 0) return [];
  const findings = (await Promise.all(all.map(each => addressFindings(each, view)))).flat();
  if (findings.length > 0) return findings;
  const addresses = all.map(({ address }) => address).sort();
  return [pass('reverse', `${addresses.join(', ')}: reverse names lead back.`)];
};

async function mailHosts({ domain }: Subject, view: View): Promise<Address[]> {
  const names = [...new Set(textsOf(await view.ask(domain, 'MX')))].filter(name => name !== '.' && name !== '').sort();
  const hosts = await Promise.all(names.map(name => lookUpHost(name, view)));
  return hosts.flatMap(({ name, addresses }) =>
    addresses.map(address => ({ address, what: `the MX ${name}`, sends: false })),
  );
}

/** The estate's own sending addresses; elsewhere the single addresses of the SPF record. */
async function senders({ domain, expected }: Subject, view: View): Promise<Address[]> {
  const planned = expected?.phase === 'live' ? expected.settings.sendingIps : undefined;
  const networks = planned ?? (expected ? [] : await spfAddresses(domain, view));
  return networks.flatMap(network => {
    const [address = '', prefix] = network.split('/');
    const parsed = parseAddress(address);
    if (!parsed || (prefix !== undefined && prefix !== (parsed.family === 4 ? '32' : '128'))) return [];
    const text = addressText(parsed);
    return [{ address: text, what: `the sender ${text}`, sends: planned !== undefined }];
  });
}

async function spfAddresses(domain: string, view: View): Promise<string[]> {
  const [record, ...more] = textsOf(await view.ask(domain, 'TXT')).filter(isSpf);
  if (record === undefined || more.length > 0) return [];
  const terms = parseSpf(record).directives.map(({ text }) => /^\+?ip[46]:(.+)$/i.exec(text)?.[1] ?? '');
  return terms.filter(term => /^[^/]+(\/(32|128))?$/.test(term)).slice(0, MOST_SENDERS);
}

async function addressFindings({ address, what, sends }: Address, view: View): Promise<Finding[]> {
  const parsed = parseAddress(address);
  if (!parsed) return [];
  const found = await view.ask(reverseName(parsed), 'PTR');
  const evidence = evidenceOf(found);
  const reference = 'RFC 1912 §2.1';
  if (isUnanswered(found)) {
    return [unknown('reverse-unanswered', `Nobody could say whether ${address} (${what}) has a name.`, { evidence })];
  }
  const write = sends ? fail : warn;
  const fix = `Ask whoever hosts ${address} to set its reverse name to a host that has this address.`;
  const names = textsOf(found);
  if (names.length === 0) {
    return [write('reverse-missing', `${address} (${what}) has no reverse name.`, { evidence, fix, reference })];
  }
  const hosts = await Promise.all(names.map(name => lookUpHost(name, view)));
  if (hosts.some(({ addresses }) => addresses.some(each => isSame(each, address)))) return [];
  const open = hosts.find(({ unanswered }) => unanswered)?.unanswered;
  if (open) {
    const message = `Nobody could say whether ${names.join(', ')}, the name of ${address}, leads back to it.`;
    return [unknown('reverse-unanswered', message, { evidence: evidenceOf(open) })];
  }
  const message = `${address} (${what}) is called ${names.join(', ')}, which does not lead back to it.`;
  return [write('reverse-differs', message, { evidence, fix, reference })];
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [parseAddress(a), parseAddress(b)];
  return left !== undefined && left.family === right?.family && left.value === right.value;
}
