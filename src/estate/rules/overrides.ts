/** Overrides of records that nothing renders: a misspelt key would be ignored in silence. */
import { nearest } from '../../inventory/nearest.ts';
import { type DomainRule, OWN_JUDGEMENT } from './rule.ts';

export const idleOverride: DomainRule = {
  id: 'idle-override',
  set: 'inventory',
  severity: 'warning',
  title: 'An override of a record that is not there',
  reference: OWN_JUDGEMENT,
  check({ domain, context, rendered }) {
    const written = Object.keys(domain.settings.overrides);
    if (written.length === 0 || context.phase === 'retired') return [];
    const known = rendered.map(({ key }) => key);
    return written
      .filter(key => !known.includes(key))
      .map(key => {
        const near = nearest(key, known);
        return {
          setting: `overrides.${key}`,
          message: `No record of ${domain.domain} has the key \`${key}\`, so this override does nothing.`,
          fix: near ? `Did you mean \`${near}\`?` : 'See the keys with `mailyard records --json`, or remove it.',
        };
      });
  },
};
