/** The DKIM keys that can be found. RFC 6376 §3.6. */
import { foldName } from '../dns/name.ts';
import { readDkimKey } from './dkim-key.ts';
import { sendsNothing } from './mx.ts';
import { knownSelectors, NO_SELECTOR } from './selectors.ts';
import type { Check } from './subject.ts';
import { rolesOf } from './subject.ts';
import { type Finding, fail, pass, unknown, warn } from './verdict.ts';
import { evidenceOf, isAbsent, isUnanswered, type Seen, textsOf, type View } from './view.ts';

/** `selectors`: more to try at domains outside the estate. */
export function dkimWith(selectors: readonly string[]): Check {
  return async (subject, view) => {
    const { domain, expected } = subject;
    if (!expected) return guessed(domain, [...new Set([...selectors, ...knownSelectors])], view);
    const planned = new Map(rolesOf(subject, 'dkim').map(({ name, type }) => [name, type]));
    for (const selector of selectors) planned.set(nameOf(selector, domain), 'TXT');
    if (planned.size > 0)
      return (await Promise.all([...planned].map(([name, type]) => keyAt(name, type, view)))).flat();
    if (await sendsNothing(domain, view)) return [pass('dkim', `${domain} sends nothing, so it needs no key.`)];
    return [
      warn('dkim-none', `No DKIM key of ${domain} is planned yet.`, {
        fix: 'Give the values that its provider shows.',
      }),
    ];
  };
}

/** A planned alias is asked for as such anyway; its target then needs one question less than the way through it. */
async function keyAt(name: string, type: string, view: View): Promise<Finding[]> {
  const alias = type === 'CNAME' ? await view.ask(name, 'CNAME') : undefined;
  const [target] = alias?.status === 'answer' ? textsOf(alias) : [];
  if (target === undefined) return keyFindings(await view.ask(name, 'TXT'), name);
  const found = await view.ask(target, 'TXT');
  return keyFindings({ ...found, question: `TXT ${name}`, chain: [target, ...found.chain] }, name);
}

async function guessed(domain: string, selectors: string[], view: View): Promise<Finding[]> {
  const wildcard = await view.ask(nameOf(NO_SELECTOR, domain), 'TXT');
  const tried = wildcard.status === 'nxdomain' || isAbsent(wildcard) ? selectors : [];
  if (wildcard.status === 'answer') return wildcardFindings(domain, wildcard);
  const seen = await Promise.all(
    tried.map(async selector => ({
      name: nameOf(selector, domain),
      found: await view.ask(nameOf(selector, domain), 'TXT'),
    })),
  );
  // An alias that leads nowhere was meant to be a key.
  const keys = seen.filter(({ found }) => found.status === 'answer' || (isAbsent(found) && found.chain.length > 0));
  if (keys.length > 0) return [...keys.flatMap(({ name, found }) => keyFindings(found, name)), triedFinding(selectors)];
  return [await nothingFound(domain, selectors, seen.map(({ found }) => found).concat(wildcard), view)];
}

async function nothingFound(domain: string, selectors: string[], seen: Seen[], view: View): Promise<Finding> {
  if (await sendsNothing(domain, view)) return pass('dkim', `${domain} sends nothing, so it needs no key.`);
  const silent = seen.find(isUnanswered);
  const evidence = silent ? evidenceOf(silent) : `tried: ${selectors.join(', ')}`;
  const message = silent
    ? `Nobody could say whether ${domain} has DKIM keys.`
    : `No DKIM key at any of ${selectors.length} usual selectors; selectors cannot be listed, so there may be others.`;
  return unknown('dkim-selector', message, {
    evidence,
    fix: 'Name the selector (s= in a signed message) with --selector.',
  });
}

const triedFinding = (selectors: string[]): Finding =>
  pass('dkim-tried', `Tried ${selectors.length} usual selectors; there may be others.`, {
    evidence: `tried: ${selectors.join(', ')}`,
  });

function wildcardFindings(domain: string, found: Seen): Finding[] {
  const [text = ''] = textsOf(found);
  const evidence = evidenceOf(found);
  if (readDkimKey(text, '').kind === 'revoked') {
    return [pass('dkim-wildcard', `Every selector of ${domain} is revoked.`, { evidence })];
  }
  const message = `Any selector of ${domain} answers, so its keys cannot be told apart from a wildcard.`;
  return [unknown('dkim-wildcard', message, { evidence, fix: 'Drop the wildcard TXT record.' })];
}

/** The record at one selector's name. */
export function keyFindings(found: Seen, name: string): Finding[] {
  const evidence = evidenceOf(found);
  if (isUnanswered(found)) {
    return [unknown('dkim-unanswered', `Nobody could say whether there is a key at ${name}.`, { evidence })];
  }
  const [text, ...more] = textsOf(found);
  if (text === undefined) {
    const target = found.chain.at(-1);
    const message = target ? `${name} leads to ${target}, which has no key.` : `There is no key at ${name}.`;
    const fix = target
      ? 'Finish the set-up at the provider, which publishes the key there.'
      : 'Publish it, or stop signing with it.';
    return [fail('dkim-missing', message, { evidence, fix, reference: 'RFC 6376 §3.6.2' })];
  }
  if (more.length > 0) {
    const message = `${name} has ${more.length + 1} TXT records: which one counts is undefined.`;
    return [fail('dkim-several', message, { evidence, fix: 'Keep one.', reference: 'RFC 6376 §3.6.2.2' })];
  }
  return readDkimKey(text, name).findings.map(finding => ({ ...finding, evidence }));
}

const nameOf = (selector: string, domain: string): string => foldName(`${selector}._domainkey.${domain}`);
