/** Which receiver a message went to, by the templates: the MX that took it tells more than the recipient's domain. */
import type { Templates } from '../../inventory/template.ts';

export interface Destination {
  mx?: string;
  /** Of the recipient. */
  domain?: string;
}

/** `other`: none that has a template, as far as the names tell. `unknown`: no name was told. */
export type ReceiverOf = (destination: Destination) => string;

export function receiversOf({ receivers }: Templates): ReceiverOf {
  const all = [...receivers.values()];
  const byDomain = new Map(all.flatMap(({ name, domains }) => domains.map(domain => [domain, name])));
  const suffixes = all
    .flatMap(({ name, mx }) => mx.map(suffix => ({ name, suffix })))
    .sort((one, other) => other.suffix.length - one.suffix.length);
  return ({ mx, domain }) =>
    (mx && suffixes.find(({ suffix }) => `.${mx.toLowerCase()}`.endsWith(suffix))?.name) ??
    (domain && byDomain.get(domain)) ??
    (mx || domain ? 'other' : 'unknown');
}
