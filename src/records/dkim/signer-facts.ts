/** What is known of everything that signs: whether it takes our keys, makes its own, or rotates by itself. Data; docs/dkim-signers.md shows it. */
import type { DkimAlgorithm } from '../../inventory/model.ts';

export interface SignerFacts {
  /** Of its template, or of the program. */
  name: string;
  title: string;
  /** A program on the domain's own servers, given its keys as files. */
  program?: true;
  /** Absent: it takes no keys of ours. */
  own?: {
    algorithms: readonly DkimAlgorithm[];
    /** `gap`: for a while it may sign with either key, or with none. */
    switch: 'seamless' | 'gap';
  };
  /** What becomes of keys that it makes itself: it makes one when it is asked, rotates behind its own records, or only a person can. */
  provider?: 'makes' | 'rotates' | 'manual';
  /** It rotates in its own time, and Mailyard asks it nothing. */
  byItself?: true;
  /** One sentence for people: what is particular of it. */
  says: string;
}

const BOTH = ['rsa-2048', 'ed25519'] as const;
const RSA = ['rsa-2048'] as const;

/** In the order of the table. */
export const signerFacts: readonly SignerFacts[] = [
  {
    name: 'opendkim',
    title: 'OpenDKIM',
    program: true,
    own: { algorithms: RSA, switch: 'seamless' },
    says: 'It reads its tables again at `reload`, and signs with the key before until then. At an Ed25519 key it ends (2.11.0 beta 2, the newest in Debian; tried 2026-11-26).',
  },
  {
    name: 'rspamd',
    title: 'Rspamd',
    program: true,
    own: { algorithms: BOTH, switch: 'seamless' },
    says: 'It reads its configuration again at `reload`, and signs with the keys before until then.',
  },
  {
    name: 'kumomta',
    title: 'KumoMTA',
    program: true,
    own: { algorithms: RSA, switch: 'seamless' },
    says: 'Its policy helper dkim_sign reads its data again within five minutes, and adds one signature a domain.',
  },
  {
    name: 'amazon-ses',
    title: 'Amazon SES',
    own: { algorithms: RSA, switch: 'gap' },
    provider: 'rotates',
    says: 'A new key of ours (BYODKIM) signs nothing until SES has seen its record; Easy DKIM makes a new key only when the length changes, once in 24 hours.',
  },
  {
    name: 'mailcow',
    title: 'mailcow',
    own: { algorithms: RSA, switch: 'gap' },
    says: 'A domain has one key: the old one is deleted a moment before the new one is there.',
  },
  {
    name: 'stalwart',
    title: 'Stalwart',
    own: { algorithms: BOTH, switch: 'seamless' },
    says: 'A new key waits there, then it and the old one change places in one request.',
  },
  {
    name: 'mailgun',
    title: 'Mailgun',
    own: { algorithms: RSA, switch: 'seamless' },
    provider: 'rotates',
    says: 'Keys of ours need Automatic Sender Security off; with `keys: provider` Mailgun rotates behind its two CNAMEs when it is told to.',
  },
  {
    name: 'zoho',
    title: 'Zoho Mail',
    provider: 'makes',
    says: 'It makes a key under the selector that it is given, and signs with it once it has seen the record.',
  },
  {
    name: 'postmark',
    title: 'Postmark',
    provider: 'makes',
    says: 'It chooses the selector, and signs with the pending key once it has seen the record.',
  },
  {
    name: 'sendgrid',
    title: 'Twilio SendGrid',
    provider: 'rotates',
    byItself: true,
    says: 'It rotates behind its two CNAMEs in its own time; there is no call that makes it do so.',
  },
  {
    name: 'microsoft-365',
    title: 'Microsoft 365',
    provider: 'manual',
    says: 'Only Exchange Online PowerShell rotates; the two CNAMEs stay.',
  },
  {
    name: 'google-workspace',
    title: 'Google Workspace',
    provider: 'manual',
    says: 'Only the Admin console makes a key and starts signing with it.',
  },
];

const byName = new Map(signerFacts.map(facts => [facts.name, facts]));

export const signerNamed = (name: string): SignerFacts | undefined => byName.get(name);
