/** The inventory's own `rules`: a misspelt id would switch off nothing, in silence. */
import { nearest } from '../../inventory/nearest.ts';
import { type EstateRule, OWN_JUDGEMENT, type Placed, type RuleHead, type Whole } from './rule.ts';

/** The rules about rules look at the catalogue, themselves among it. */
export function switchRules(catalogue: () => RuleHead[]): EstateRule[] {
  const unknownRule: EstateRule = {
    id: 'unknown-rule',
    set: 'inventory',
    severity: 'error',
    title: 'No rule has this id',
    reference: OWN_JUDGEMENT,
    fixed: true,
    check(whole) {
      const ids = catalogue().map(({ id }) => id);
      return entries(whole, id => !ids.includes(id)).map(({ at, id }) => {
        const near = nearest(id, ids);
        return {
          at,
          setting: `rules.${id}.level`,
          message: `There is no rule named \`${id}\`.`,
          fix: near ? `Did you mean \`${near}\`?` : 'See `mailyard rules`.',
        };
      });
    },
  };
  const fixedRule: EstateRule = {
    id: 'fixed-rule',
    set: 'inventory',
    severity: 'warning',
    title: 'The rule has no other level than its own',
    reference: OWN_JUDGEMENT,
    fixed: true,
    check(whole) {
      const fixed = new Set(catalogue().flatMap(rule => (rule.fixed ? [rule.id] : [])));
      return entries(whole, id => fixed.has(id)).map(({ at, id }) => ({
        at,
        setting: `rules.${id}.level`,
        message: `\`${id}\` keeps its level: what it finds can never work.`,
        fix: 'Remove the entry.',
      }));
    },
  };
  return [unknownRule, fixedRule];
}

/** Each entry where it was written: thousands of domains inherit the one of their segment. */
function entries({ subjects }: Whole, wanted: (id: string) => boolean): (Pick<Placed, 'at'> & { id: string })[] {
  const seen = new Set<unknown>();
  return subjects.flatMap(({ domain }) =>
    Object.keys(domain.settings.rules)
      .filter(wanted)
      .flatMap(id => {
        const place = domain.origins()[`rules.${id}.level`]?.position ?? `${domain.domain} ${id}`;
        const key = typeof place === 'string' ? place : `${place.file}:${place.line}:${place.column}`;
        return seen.has(key) ? [] : seen.add(key) && [{ at: domain, id }];
      }),
  );
}
