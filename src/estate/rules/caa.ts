/** CAA records that do not say what they seem to. RFC 8659, RFC 9495. */
import type { DomainRule } from './rule.ts';

export const caaRules: DomainRule[] = [
  {
    id: 'caa-shuts-out-policy-host',
    set: 'core',
    severity: 'error',
    title: 'CAA forbids the certificate that MTA-STS needs',
    reference: 'RFC 8659 §4.2',
    check({ domain: { domain, settings } }) {
      if (settings.mtaSts.mode === 'none' || !forbidsAll(settings.caa?.issue)) return [];
      const message = `No authority may issue for ${domain}, so none for mta-sts.${domain}: senders cannot fetch the policy.`;
      return [{ setting: 'caa.issue', message, fix: 'Allow the authority of the policy host.' }];
    },
  },
  {
    id: 'caa-none-beside-others',
    set: 'security',
    severity: 'warning',
    title: 'CAA forbids all authorities and allows some',
    reference: 'RFC 8659 §4.2',
    check: ({ domain: { settings } }) =>
      PROPERTIES.filter(tag => settings.caa?.[tag]?.some(isNone) && !forbidsAll(settings.caa[tag])).map(tag => ({
        setting: `caa.${tag}`,
        message: `\`;\` in \`${tag}\` does nothing beside an authority that is allowed.`,
        fix: 'Remove one or the other.',
      })),
  },
  {
    id: 'caa-wild-alone',
    set: 'security',
    severity: 'warning',
    title: 'CAA restricts wildcard certificates alone',
    reference: 'RFC 8659 §4.3',
    check({ domain: { settings } }) {
      if (!settings.caa?.issuewild?.length || settings.caa.issue?.length) return [];
      const message = '`issuewild` without `issue`: every authority may issue all but wildcard certificates.';
      return [{ setting: 'caa.issuewild', message, fix: 'Write `issue` too.' }];
    },
  },
  {
    id: 'caa-mail-open',
    set: 'security',
    severity: 'warning',
    title: 'CAA forbids all certificates but those for mail',
    reference: 'RFC 9495 §4',
    check({ domain: { settings } }) {
      if (!forbidsAll(settings.caa?.issue) || settings.caa?.issuemail?.length) return [];
      const message = '`issue: ;` does not speak of S/MIME: every authority may issue certificates for its addresses.';
      return [{ setting: 'caa.issue', message, fix: "Write `issuemail: ';'` too." }];
    },
  },
  {
    id: 'caa-no-authority',
    set: 'core',
    severity: 'error',
    title: 'CAA names something that is no authority',
    reference: 'RFC 8659 §4.2',
    check: ({ domain: { settings } }) =>
      PROPERTIES.flatMap(tag =>
        (settings.caa?.[tag] ?? [])
          .filter(value => !/^\s*([a-z0-9-]+(\.[a-z0-9-]+)+)?\s*(;.*)?$/i.test(value))
          .map(value => ({
            setting: `caa.${tag}`,
            message: `\`${value}\` is no domain of a certificate authority, so it allows nobody.`,
            fix: 'Write the domain that the authority documents, such as `letsencrypt.org`.',
          })),
      ),
  },
];

const PROPERTIES = ['issue', 'issuewild', 'issuemail'] as const;

const isNone = (value: string): boolean => /^\s*;/.test(value);

const forbidsAll = (values: string[] = []): boolean => values.length > 0 && values.every(isNone);
