/** Whether test messages that prove DKIM keys arrive: `contacts.probe`. */
import { addressDomain } from '../../records/dmarc.ts';
import { type EstateRule, OWN_JUDGEMENT } from './rule.ts';

/** Said at the domain of the estate that the address is of or below; whoever else's name it is, nobody here knows its records. */
export const probeUnreachable: EstateRule = {
  id: 'probe-unreachable',
  set: 'core',
  severity: 'warning',
  title: 'Test messages for DKIM keys do not reach Mailyard',
  reference: OWN_JUDGEMENT,
  check({ inventory, subjects, ownerOf }) {
    const { probe } = inventory.contacts;
    if (probe === undefined) return [];
    const host = addressDomain(probe);
    const owner = ownerOf(host);
    if (!owner) return [];
    const mx = subjects.flatMap(({ records }) => records.filter(({ type, name }) => type === 'MX' && name === host));
    if (mx.some(({ role }) => role !== 'mx')) return [];
    const why = mx.length > 0 ? `the mail of ${host} goes to its provider` : `${host} has no MX`;
    return [
      {
        at: owner.domain,
        message: `Test messages that prove DKIM keys go to ${probe}, and ${why}: none would arrive at \`mailyard run --probe\`.`,
        fix: 'Give it a name of its own, such as `dkim-probe`, and under `records` an MX to the host where `mailyard run --probe` listens on port 25.',
      },
    ];
  },
};
