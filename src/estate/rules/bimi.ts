/** Logos that receivers would not show. BIMI is an Internet-Draft (draft-brand-indicators-for-message-identification). */
import type { DomainRule } from './rule.ts';

export const bimiRules: DomainRule[] = [
  {
    id: 'bimi-without-enforcement',
    set: 'deliverability',
    severity: 'warning',
    title: 'A BIMI logo where DMARC is not enforced',
    reference: 'BIMI draft §7.1',
    check({ domain, context }) {
      const { bimi, dmarc } = domain.settings;
      const enforced = dmarc.policy !== 'none' && dmarc.subdomains !== 'none';
      if (!bimi || enforced || context.phase === 'retired') return [];
      return [
        {
          setting: 'bimi',
          message: 'Receivers show a BIMI logo only where DMARC says quarantine or reject, for subdomains too.',
          fix: 'Raise `dmarc.policy` first.',
        },
      ];
    },
  },
  {
    id: 'bimi-without-certificate',
    set: 'deliverability',
    severity: 'warning',
    title: 'A BIMI logo without a certificate',
    reference: 'https://support.google.com/a/answer/10911320',
    check({ domain: { settings } }) {
      if (!settings.bimi?.logo || settings.bimi.certificate) return [];
      const message = 'Gmail and Apple Mail show a BIMI logo only with a mark certificate (VMC or CMC).';
      return [{ setting: 'bimi', message, fix: 'Set `bimi.certificate`, or switch this rule off with the reason.' }];
    },
  },
  {
    id: 'bimi-not-svg',
    set: 'core',
    severity: 'warning',
    title: 'The BIMI logo is no SVG',
    reference: 'BIMI draft §4.4',
    check({ domain: { settings } }) {
      const path = settings.bimi?.logo ? (URL.parse(settings.bimi.logo)?.pathname ?? '') : '';
      if (!/\.(png|jpe?g|gif|webp|avif|ico)$/i.test(path)) return [];
      const message = `A BIMI logo is SVG Tiny PS, and ${path} is none.`;
      return [{ setting: 'bimi.logo', message, fix: 'Name the SVG.' }];
    },
  },
];
