/** What DMARC sees of a domain's own servers: keys that Mailyard makes count, though their records are in no plan. */
import { expect, it } from 'vitest';
import { builtIn } from '../../src/inventory/defaults.ts';
import { aDomain, anEstate } from '../support/estate.ts';

const signsAs = (signers: { name: string }[]) =>
  anEstate([aDomain({ sendingIps: ['192.0.2.1'], dkim: { ...builtIn.dkim, signers } })])
    .sendersOf('acme.example')
    .map(sender => sender.signsAs);

it('its own servers sign where the inventory names the program that does', () => {
  expect(signsAs([])).toEqual([[]]);
  expect(signsAs([{ name: 'opendkim' }])).toEqual([['acme.example']]);
});
