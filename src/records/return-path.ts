/** The return path of the domain's own senders: a host below it that takes their bounces. RFC 9989 §4.4.2 aligns it. */
import type { DomainContext } from './context.ts';
import type { Draft } from './draft.ts';
import { extraDrafts } from './extra.ts';
import { fqdn } from './key.ts';

/** The host, or undefined where the domain has no own senders or uses itself in MAIL FROM. */
export function ownReturnPath(context: DomainContext): string | undefined {
  const { returnPath, sendingIps } = context.settings;
  return returnPath === 'none' || sendingIps.length === 0 ? undefined : fqdn(returnPath, context.domain);
}

/** Bounces arrive where the domain's mail does. */
export function returnPathDrafts(context: DomainContext): Draft[] {
  const host = ownReturnPath(context);
  if (!host) return [];
  return mxDrafts(context).map(mx => ({ ...mx, role: 'return-path', host, name: host, source: 'returnPath' }));
}

/** The MX set of the domain: its provider's, or what the user wrote under `records`. */
export function mxDrafts(context: DomainContext): Draft[] {
  const drafts = [...context.senders.flatMap(sender => sender.rendering.drafts), ...extraDrafts(context)];
  return drafts.filter(draft => draft.role === 'mx');
}
