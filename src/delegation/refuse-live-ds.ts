/** The guard `dnssec` for a plain `pulumi up`, which knows no plan: asked before anything is declared. */
import { MailyardError } from '../error.ts';
import { ZONE_DNSSEC, type ZoneDnssecInputs } from '../estate/cloudflare-types.ts';
import { type Resource, zoneOfName } from '../estate/resource.ts';
import { type Allowed, overrideText } from '../plan/allow.ts';
import { dsOf, type ParentOptions } from './parent.ts';

/** Throws `guard` for the first zone that is to be unsigned while its parent has a DS record, or may have one. */
export async function refuseLiveDs(list: Resource[], allowed: Allowed, options: () => ParentOptions): Promise<void> {
  const unsigned = list
    .filter(({ type, inputs }) => type === ZONE_DNSSEC && (inputs as ZoneDnssecInputs).status === 'disabled')
    .map(({ name }) => zoneOfName(name))
    .filter(zone => !allowed('dnssec', zone));
  await Promise.all(
    unsigned.map(async zone => {
      const { state, records, evidence } = await dsOf(zone, options());
      if (state === 'none') return;
      const seen =
        state === 'live' ? `has the DS record ${records.join(', ')}` : `may have one: nobody could say (${evidence})`;
      throw new MailyardError('guard', `${zone} must not lose its signatures: its parent ${seen}.`, {
        fix: `Remove it at the registrar and wait its TTL. To do it all the same: MAILYARD_ALLOW=${overrideText('dnssec', zone).slice('--allow '.length)}`,
      });
    }),
  );
}
