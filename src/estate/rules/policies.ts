/** Policies that a domain states but that would not work as stated. */
import { tlsReports } from '../../records/policies.ts';
import type { Rule } from './rule.ts';

export const mtaStsHost: Rule = ({ domain }) => {
  const { mtaSts } = domain.settings;
  if (mtaSts.mode === 'none' || mtaSts.policyHost) return [];
  return [
    {
      rule: 'mta-sts-host',
      severity: 'error',
      setting: 'mtaSts',
      message:
        'MTA-STS needs a host that serves the policy over HTTPS; Mailyard does not set up the Worker for it yet.',
      fix: 'Name one: `mtaSts: { mode: testing, policyHost: mta-sts.example.net }`.',
      reference: 'RFC 8461 §3.3',
    },
  ];
};

export const mtaStsWithoutMx: Rule = ({ domain, context, records }) => {
  const { mtaSts } = domain.settings;
  const hasMx = mtaSts.mx.length > 0 || records.some(record => record.role === 'mx');
  if (mtaSts.mode === 'none' || context.phase === 'retired' || hasMx) return [];
  return [
    {
      rule: 'mta-sts-without-mx',
      severity: 'error',
      setting: 'mtaSts',
      message: 'An MTA-STS policy must name at least one MX host, and the domain has none.',
      fix: 'Name a `mailProvider`, or write `mtaSts: none`.',
      reference: 'RFC 8461 §3.2',
    },
  ];
};

export const mtaStsUnwatched: Rule = ({ domain, context }) => {
  if (domain.settings.mtaSts.mode === 'none' || tlsReports(context).length > 0) return [];
  return [
    {
      rule: 'mta-sts-unwatched',
      severity: 'warning',
      setting: 'mtaSts',
      message: 'MTA-STS without TLS reports: nobody would hear that mail is being refused.',
      fix: 'Set `contacts.tlsReports` in estate.yaml, or `tlsReports` here.',
      reference: 'RFC 8460 §3',
    },
  ];
};

export const bimiWithoutEnforcement: Rule = ({ domain, context }) => {
  const { bimi, dmarc } = domain.settings;
  if (!bimi || dmarc.policy !== 'none' || context.phase === 'retired') return [];
  return [
    {
      rule: 'bimi-without-enforcement',
      severity: 'warning',
      setting: 'bimi',
      message: 'Receivers show a BIMI logo only where DMARC says quarantine or reject.',
      fix: 'Raise `dmarc.policy` first.',
    },
  ];
};
