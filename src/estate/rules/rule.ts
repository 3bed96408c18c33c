/** A rule looks at one domain of the estate and says what is wrong with it. Pure: it sees values and no files. */
import type { Finding, Position } from '../../inventory/finding.ts';
import type { Domain } from '../../inventory/model.ts';
import type { Templates } from '../../inventory/template.ts';
import type { DomainContext } from '../../records/context.ts';
import type { EstateRecord } from '../../records/record.ts';

export interface Subject {
  domain: Domain;
  context: DomainContext;
  records: EstateRecord[];
  templates: Templates;
}

export type Rule = (subject: Subject) => DomainFinding[];

export type DomainFinding = Pick<Finding, 'rule' | 'severity' | 'message' | 'fix' | 'reference'> & {
  /** The setting it speaks of, as a path: `dmarc.policy`. */
  setting?: string;
};

/** The finding at its place, with the level that the inventory gives the rule; nothing where it is switched off. */
export function placed({ setting, ...finding }: DomainFinding, domain: Domain): Finding[] {
  const level = domain.settings.rules[finding.rule]?.level;
  if (level === 'off') return [];
  const severity = level ?? finding.severity;
  return [{ ...finding, ...positionOf(domain, setting), severity, domain: domain.domain }];
}

/** Where the setting was written; the built-in defaults stand nowhere, so then the domain's own line. */
export function positionOf(domain: Domain, setting: string | undefined): Position {
  for (let path = setting; path; path = path.slice(0, Math.max(0, path.lastIndexOf('.')))) {
    const position = domain.origins[path]?.position;
    if (position) return position;
  }
  return domain.position;
}
