import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ZONE_RECORDS } from '../../src/estate/resource.ts';
import { PartialFailure, type Properties, type ResourceType } from '../../src/provider/provider.ts';
import { liveTypes } from '../../src/provider/types.ts';
import type { Fault } from '../../src/sandbox/cloudflare/faults.ts';
import type { CloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { acme, callsOf, mx, stackOn, startTwin, txt, ZONE, zoneText } from './stack.ts';

const batches = { method: 'POST', path: '/batch' };
const otherZone = 'other.example';
const other = {
  zone: otherZone,
  records: { spf: txt(otherZone, 'v=spf1 -all') },
  domains: { [otherZone]: 'live' as const },
};

/** What a fault-free run leaves in the zone. */
async function cleanZone(): Promise<string[]> {
  const twin = await startTwin();
  await stackOn(twin).up(acme());
  return zoneText(twin);
}

describe('a batch that is refused for one record', () => {
  test.each([true, false])(
    'applies the rest, keeps it in the state, and sends only what is left next time (pointer: %s)',
    async pointer => {
      const twin = await startTwin();
      const stack = stackOn(twin);
      const refused = { name: `_dmarc.${ZONE}`, type: 'TXT' };
      twin.faults.add({ kind: 'refuse-record', record: refused, code: 9207, message: 'no', pointer });
      const failure = await stack.up(acme()).catch(error => error);
      expect(failure).toBeInstanceOf(PartialFailure);
      expect(failure.reasons).toEqual([
        expect.stringMatching(/^Cloudflare refused dmarc: _dmarc\.acme\.example: .*9207/),
      ]);
      expect(Object.keys(stack.state?.inputs.records ?? {})).toEqual([
        'mx-1',
        'spf',
        'dkim-provider',
        'return-path-relay',
      ]);
      expect(Object.keys(stack.state?.outputs.ids ?? {})).toHaveLength(4);
      expect(twin.records(ZONE)).toHaveLength(4);
      const applied = twin.records(ZONE);

      twin.faults.clear();
      callsOf(twin);
      await stack.up(acme());
      expect(callsOf(twin)).toEqual(['list', 'batch']);
      expect(zoneText(twin)).toEqual(await cleanZone());
      expect(twin.records(ZONE).slice(0, 4)).toEqual(applied);
      expect(stack.state?.inputs).toEqual(acme());
    },
  );

  test('a refused change keeps the old value in the state, a refused removal the record', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme({ 'extra-1': txt(`x.${ZONE}`, 'x') }));
    twin.faults.add(
      { kind: 'refuse-record', record: { type: 'MX' } },
      { kind: 'refuse-record', record: { name: `x.${ZONE}` } },
    );
    const news = acme({ 'mx-1': mx(5, 'mx5.provider.example'), dmarc: txt(`_dmarc.${ZONE}`, 'v=DMARC1; p=reject') });
    await expect(stack.up(news)).rejects.toBeInstanceOf(PartialFailure);
    expect(stack.state?.inputs.records).toMatchObject({
      'mx-1': { content: 'mx.provider.example' },
      'extra-1': { content: 'x' },
      dmarc: { content: 'v=DMARC1; p=reject' },
    });
    expect(Object.keys(stack.state?.outputs.ids ?? {})).toHaveLength(6);
    twin.faults.clear();
    await stack.up(news);
    expect(stack.state?.inputs).toEqual(news);
    expect(twin.records(ZONE)).toHaveLength(5);
    callsOf(twin);
    await stack.up(news);
    expect(callsOf(twin)).toEqual([]);
  });

  test('a refused change of type leaves the old record where it is', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme());
    const before = twin.snapshot();
    twin.faults.add({ kind: 'refuse-record', record: { name: `bounce.${ZONE}`, type: 'TXT' } });
    const news = acme({ 'return-path-relay': txt(`bounce.${ZONE}`, 'v=spf1 -all') });
    await expect(stack.up(news)).rejects.toBeInstanceOf(PartialFailure);
    expect(twin.snapshot().zones).toEqual(before.zones);
    expect(stack.state?.inputs).toEqual(acme());
    twin.faults.clear();
    await stack.up(news);
    expect(zoneText(twin).join('\n')).toContain(`TXT bounce.${ZONE} "v=spf1 -all"`);
  });

  test('a zone that is full says which records have no room', async () => {
    const twin = await startTwin({ zones: [] });
    twin.addZone(ZONE, { quota: 4 });
    const failure = await stackOn(twin)
      .up(acme())
      .catch(error => error);
    expect(failure.message).toContain('as many records as its plan allows');
    expect(twin.records(ZONE)).toHaveLength(4);
  });
});

describe('answers that get lost', () => {
  const lost: [what: string, fault: Fault][] = [
    ['the connection after the batch was applied', { kind: 'applied-but-connection-lost', ...batches }],
    ['the connection before it', { kind: 'connection-lost', ...batches }],
    ['a 500', { kind: 'server-error', ...batches }],
    ['a page of HTML', { kind: 'bad-gateway', ...batches }],
    ['success: false', { kind: 'success-false', ...batches }],
    ['a 500 to the list', { kind: 'server-error', method: 'GET', path: '/dns_records', times: 2 }],
    ['HTML for the zones', { kind: 'bad-gateway', method: 'GET', path: '/zones' }],
  ];

  test.each(lost)('%s: the zone ends as wanted and nothing stands there twice', async (_what, fault) => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    twin.faults.add(fault);
    await stack.up(acme());
    expect(twin.faults.pending).toEqual([]);
    expect(zoneText(twin)).toEqual(await cleanZone());
    callsOf(twin);
    await stack.up(acme());
    expect(callsOf(twin)).toEqual([]);
  });

  test('a Cloudflare that is down for good: nothing is in the state, and the next run does it all', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    twin.faults.add({ kind: 'server-error', ...batches, times: 100 });
    await expect(stack.up(acme())).rejects.toThrow(/Not done after 5 tries/);
    expect(stack.state?.inputs.records ?? {}).toEqual({});
    twin.faults.clear();
    await stack.up(acme());
    expect(zoneText(twin)).toEqual(await cleanZone());
  });

  test('an update that was killed before its state was written is known again by the next one', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme());
    const news = acme({ 'mx-1': mx(1, 'mx7.provider.example'), 'return-path-relay': undefined });
    const { inputs: oldInputs, outputs: oldOutputs } = stack.state as NonNullable<typeof stack.state>;
    await stack.type.update({ urn: stack.urn, id: ZONE, oldInputs, oldOutputs, inputs: news, preview: false });
    const before = twin.snapshot();
    callsOf(twin);
    await stack.up(news);
    expect(callsOf(twin)).toEqual(['list']);
    expect(twin.snapshot()).toEqual(before);
    expect(stack.state?.inputs).toEqual(news);
  });
});

describe('the rate limit', () => {
  test('a block of five minutes is waited out, and the change is made once', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    const start = twin.clock.now();
    twin.faults.add({ kind: 'rate-limit', ...batches, blockSeconds: 300 });
    await stack.up(acme());
    expect(twin.clock.now() - start).toBeGreaterThanOrEqual(300_000);
    expect(twin.count({ status: 429 })).toBe(1);
    expect(zoneText(twin)).toEqual(await cleanZone());
  });
});

describe('what the token may do', () => {
  test('a zone that is not in the account is said, with the rights that are needed', async () => {
    const twin = await startTwin({ zones: [] });
    const stack = stackOn(twin);
    const refusal = {
      code: 'zone-not-found',
      message: expect.stringContaining(ZONE),
      fix: expect.stringContaining('DNS:Edit'),
    };
    await expect(stack.up(acme())).rejects.toMatchObject(refusal);
    await expect(stack.preview(acme())).rejects.toMatchObject(refusal);
    await expect(stack.importZone()).rejects.toMatchObject(refusal);
  });

  test('a zone that went out of sight is forgotten only when that is allowed for its domains', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme());
    const blind = twin.addToken({ zones: [] });
    const request = { urn: stack.urn, ...stack.state } as Parameters<typeof stack.type.delete>[0];
    await expect(stackOn(twin, { token: blind }).type.delete(request)).rejects.toMatchObject({
      code: 'zone-not-found',
      fix: expect.stringContaining(`--allow domain=${ZONE}`),
    });
    await stackOn(twin, { token: blind, allow: [`domain=${ZONE}`] }).type.delete(request);
    expect(twin.records(ZONE)).toHaveLength(5);
  });

  test('a 403 on one zone stops that zone only', async () => {
    const twin = await startTwin({ zones: [ZONE, otherZone] });
    const id = twin.zones.get(ZONE)?.id as string;
    twin.faults.add({ kind: 'server-error', status: 403, path: id, times: 100 });
    await expect(stackOn(twin).up(acme())).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining(ZONE),
    });
    await stackOn(twin, { zone: otherZone }).up(other);
    expect(twin.records(ZONE)).toEqual([]);
    expect(twin.records(otherZone)).toHaveLength(1);
  });

  test('a token that may only read is refused at the batch', async () => {
    const twin = await startTwin();
    const token = twin.addToken({ scopes: ['zone:read', 'dns:read'] });
    const stack = stackOn(twin, { token });
    await stack.preview(acme());
    await expect(stack.up(acme())).rejects.toMatchObject({
      code: 'forbidden',
      fix: expect.stringContaining('DNS:Edit'),
    });
    expect(twin.records(ZONE)).toEqual([]);
  });

  const tokens: [what: string, token: string | undefined, code: string, calls: number][] = [
    ['missing', undefined, 'token-missing', 0],
    ['of the wrong form', 'no-token', 'token-malformed', 0],
    ['rejected', 'x'.repeat(40), 'token-rejected', 1],
  ];

  test.each(tokens)(
    'a token that is %s is said at the first call and shown nowhere; nothing is written',
    async (_what, token, code, calls) => {
      const twin = await startTwin();
      const type = liveType(twin, token);
      const inputs = acme() as unknown as Properties;
      expect(type.check(undefined, inputs).failures).toEqual([]);
      expect(type.diff(inputs, inputs).changed).toBe(false);
      const error = await type.create({ urn: URN, inputs, preview: false }).catch((thrown: Error) => thrown);
      expect(error).toMatchObject({ code, fix: expect.stringContaining('CLOUDFLARE_API_TOKEN') });
      if (token) expect(JSON.stringify([error, (error as Error).message])).not.toContain(token);
      expect(twin.calls).toHaveLength(calls);
      expect(twin.records(ZONE)).toEqual([]);
    },
  );
});

const URN = `urn:pulumi:pool-a::mail::${ZONE_RECORDS}::${ZONE}`;

/** As the plugin makes it from its environment. */
function liveType(twin: CloudflareTwin, token: string | undefined): ResourceType {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-test-'));
  vi.stubEnv('XDG_CACHE_HOME', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  const env = { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_BASE_URL: twin.url };
  const [type] = liveTypes({ env, note: () => {} });
  return type as ResourceType;
}
