/** The stand-in for Pulumi's Cloudflare plugin, called as the engine calls it; test/e2e/pulumi has it under the real CLI. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { ACCOUNT } from '../../src/sandbox/cloudflare/model.ts';
import { startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { bridged } from '../../src/sandbox/pulumi/bridged.ts';
import { type CloudflareForm, cloudflareApi } from '../../src/sandbox/pulumi-cloudflare/api.ts';
import { dnsRecord } from '../../src/sandbox/pulumi-cloudflare/dns-record.ts';
import { zone } from '../../src/sandbox/pulumi-cloudflare/zone.ts';
import { zoneDnssec } from '../../src/sandbox/pulumi-cloudflare/zone-dnssec.ts';
import { zoneSetting } from '../../src/sandbox/pulumi-cloudflare/zone-setting.ts';

async function world() {
  const twin = await startCloudflareTwin({ zones: ['acme.example'] });
  onTestFinished(() => twin.close());
  const api = cloudflareApi({ CLOUDFLARE_API_TOKEN: twin.token, CLOUDFLARE_BASE_URL: twin.url });
  return {
    twin,
    typeOf: (form: CloudflareForm) => bridged(form, api),
    zoneId: twin.zones.get('acme.example')?.id ?? '',
  };
}
const urn = '';
const preview = false;

test('an input that the real plugin does not know is refused, and one that is missing', async () => {
  const { typeOf } = await world();
  const { failures } = typeOf(dnsRecord).check(undefined, { zoneId: 'z', name: 'a', type: 'A', value: '192.0.2.1' });
  expect(failures.map(({ property }) => property)).toEqual(['value', 'ttl', '']);
  const both = { zoneId: 'z', name: 'a', type: 'CAA', ttl: 1, content: 'x', data: { flags: 0 } };
  expect(typeOf(dnsRecord).check(undefined, both).failures).toHaveLength(1);
  expect(typeOf(zone).check(undefined, { account: { id: 'x', name: 'y' }, name: 'a.example' }).failures).toHaveLength(
    1,
  );
});

describe('a record', () => {
  const inputs = { name: 'a.acme.example', type: 'TXT', content: '"one"', ttl: 300 };

  test('is made, read, changed, imported by its path and deleted', async () => {
    const { twin, typeOf, zoneId } = await world();
    const type = typeOf(dnsRecord);
    const made = await type.create({ urn, inputs: { ...inputs, zoneId }, preview });
    expect(made.outputs).toMatchObject({ id: made.id, proxiable: false, meta: '{}', createdOn: expect.any(String) });
    twin.editByHand('acme.example', { change: { id: made.id }, to: { content: '"two"' } });
    expect((await type.read({ urn, ...made }))?.inputs).toEqual({ ...inputs, zoneId, content: '"two"' });
    expect((await type.read({ urn, id: `${zoneId}/${made.id}` }))?.inputs).toMatchObject({ zoneId, content: '"two"' });
    const old = { oldInputs: made.inputs, oldOutputs: made.outputs };
    await type.update({ urn, id: made.id, ...old, inputs: { ...inputs, zoneId, ttl: 600 }, preview });
    expect(twin.records('acme.example')).toMatchObject([{ id: made.id, content: '"one"', ttl: 600 }]);
    await type.delete({ urn, ...made });
    expect(await type.read({ urn, ...made })).toBeUndefined();
    await expect(type.delete({ urn, ...made })).rejects.toThrow(/404.*81044/);
  });

  test('is replaced where its type changes', async () => {
    const { typeOf } = await world();
    const diff = typeOf(dnsRecord).diff(
      { ...inputs, zoneId: 'z' },
      { ...inputs, type: 'A', content: '192.0.2.1', zoneId: 'z' },
    );
    expect(diff).toMatchObject({ changed: true, replaces: ['type'] });
  });
});

test('a zone is pending until its registrar delegates, and made once', async () => {
  const { twin, typeOf } = await world();
  const inputs = { account: { id: ACCOUNT.id }, name: 'new.example' };
  const made = await typeOf(zone).create({ urn, inputs, preview });
  expect(made.outputs).toMatchObject({ status: 'pending', nameServers: twin.zones.get('new.example')?.nameServers });
  await expect(typeOf(zone).create({ urn, inputs, preview })).rejects.toThrow(/1061/);
  twin.register('new.example', { nameServers: twin.zones.get('new.example')?.nameServers });
  const read = await typeOf(zone).read({ urn, ...made });
  expect(read).toMatchObject({ inputs, outputs: { status: 'active' } });
});

test('signing is pending until the parent has the DS record', async () => {
  const { twin, typeOf, zoneId } = await world();
  const type = typeOf(zoneDnssec);
  const made = await type.create({ urn, inputs: { zoneId, status: 'active' }, preview });
  const ds = String(made.outputs.ds).replace(/^.* DS /, '');
  expect((await type.read({ urn, ...made }))?.inputs.status).toBe('pending');
  twin.register('acme.example', { ds: [ds] });
  expect((await type.read({ urn, ...made }))?.inputs.status).toBe('active');
  await type.delete({ urn, ...made });
  expect(twin.zones.get('acme.example')?.dnssec).toBe('disabled');
});

test('a setting is edited, and stays where its resource goes', async () => {
  const { twin, typeOf, zoneId } = await world();
  const type = typeOf(zoneSetting);
  const made = await type.create({ urn, inputs: { zoneId, settingId: 'ssl', value: 'strict' }, preview });
  expect(await type.read({ urn, id: `${zoneId}/ssl` })).toMatchObject({
    inputs: { settingId: 'ssl', value: 'strict' },
  });
  await type.delete({ urn, ...made });
  expect(twin.zones.get('acme.example')?.settings).toEqual({ ssl: 'strict' });
  const unknown = { zoneId, settingId: 'sll', value: 'on' };
  await expect(type.create({ urn, inputs: unknown, preview })).rejects.toThrow(/1006/);
});
