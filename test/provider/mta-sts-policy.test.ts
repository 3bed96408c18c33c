/** A policy is done once it is seen: against Workers that the twin runs, over real DNS and HTTPS. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { httpsGet } from '../../src/audit/https-get.ts';
import { policyFetch } from '../../src/audit/policy-fetch.ts';
import { MTA_STS_POLICY, type MtaStsPolicyInputs } from '../../src/estate/resource.ts';
import { workerScript } from '../../src/plan/mta-sts/worker.ts';
import { mtaStsPolicy } from '../../src/provider/mta-sts-policy/mta-sts-policy.ts';
import { policiesFrom } from '../../src/provider/mta-sts-policy/policies.ts';
import { policyText, type StsPolicy } from '../../src/records/mta-sts.ts';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import { ACCOUNT } from '../../src/sandbox/cloudflare/model.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { clientOf } from '../cloudflare/server.ts';
import { api, uploadWorker } from '../sandbox/api.ts';

const HOST = 'mta-sts.acme.example';
const urn = `urn:pulumi:primary::mail::${MTA_STS_POLICY}::acme.example/mta-sts-policy`;
const testing: StsPolicy = { mode: 'testing', maxAge: 604_800, mx: ['mx.acme.example'] };
const inputsOf = (policy: StsPolicy): MtaStsPolicyInputs => ({
  ...{ domain: 'acme.example', zone: 'acme.example', earlier: [], parting: {} },
  ...policy,
});

let sandbox: Sandbox;
let notes: string[];

beforeEach(async () => {
  sandbox = await startSandbox({ clock: sandboxClock(Date.UTC(2026, 10, 22)), certificateDelayMs: 20_000 });
  sandbox.cloudflare.addZone('acme.example');
  notes = [];
});

afterEach(() => sandbox.close());

async function upload(policy: StsPolicy): Promise<void> {
  const script = workerScript(new Map([[HOST, policyText(policy)]]));
  expect(await uploadWorker(sandbox.cloudflare, 'one', script)).toBe(200);
}

async function attach(): Promise<void> {
  const body = { hostname: HOST, service: 'one' };
  expect((await api(sandbox.cloudflare)('PUT', `/accounts/${ACCOUNT.id}/workers/domains`, body)).status).toBe(200);
}

/** Time passes on the sandbox's clock alone; `while` is what happens meanwhile. */
function typeWith(patienceSeconds = 900, meanwhile: (pauses: number) => Promise<void> = async () => {}) {
  const { clock } = sandbox.cloudflare;
  const fetchPolicy = policyFetch(httpsGet({ port: sandbox.edge.port, ca: sandbox.edge.authority }));
  let pauses = 0;
  const sleep = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await meanwhile(++pauses);
  };
  const waiting = { patience: patienceSeconds * 1000, now: clock.now, sleep };
  return mtaStsPolicy({
    ...policiesFrom(sandbox.env, fetchPolicy),
    waiting,
    cloudflare: () => clientOf(sandbox.cloudflare.url, { token: sandbox.cloudflare.token, clock: clock.now }),
    note: (_urn, text) => notes.push(text),
  });
}

test('waits for the address, the certificate and the right policy, and says for what', async () => {
  await upload({ ...testing, mode: 'enforce' });
  const type = typeWith(900, async pauses => {
    if (pauses === 2) await attach();
    if (pauses === 8) await upload(testing);
  });
  const inputs = inputsOf(testing);
  expect(await type.create({ urn, inputs, preview: false })).toEqual({ id: 'acme.example', inputs, outputs: {} });
  const reasons = notes.map(note =>
    note.replace(/^Waiting until https:\/\/mta-sts\.acme\.example\/\S+ serves its policy: /, ''),
  );
  expect(reasons[0]).toBe('mta-sts.acme.example has no address yet (nxdomain).');
  expect(reasons[1]).toMatch(/alert|unrecognized|handshake|disconnected/i);
  expect(reasons.at(-1)).toBe('it is another policy.');
});

test('asks once where all is there', async () => {
  await upload(testing);
  await attach();
  sandbox.cloudflare.clock.advance(20_000);
  const type = typeWith();
  const done = await type.create({ urn, inputs: inputsOf(testing), preview: false });
  expect(sandbox.edge.asked).toEqual([HOST]);
  expect(notes).toEqual([]);
  const next = { ...done.inputs, parting: { 'mx.old.example': '2026-11-24' } };
  expect(type.diff(done.inputs, next)).toMatchObject({ changed: true, replaces: [] });
  expect(type.diff(done.inputs, { ...done.inputs })).toMatchObject({ changed: false });
});

test('gives up in its time, with the reason, the record and the way out', async () => {
  await upload(testing);
  const failing = typeWith(120).create({ urn, inputs: inputsOf(testing), preview: false });
  await expect(failing).rejects.toMatchObject({
    code: 'policy-not-served',
    message: expect.stringMatching(
      /after 1\d\d s: mta-sts\.acme\.example has no address yet .*_mta-sts\.acme\.example stays as it was/,
    ),
    fix: expect.stringContaining('Run `up` again'),
  });
});

test('does not wait for a zone that nobody is led to', async () => {
  sandbox.cloudflare.addZone('new.example', { status: 'pending' });
  const inputs = { ...inputsOf(testing), domain: 'new.example', zone: 'new.example' };
  await expect(typeWith().create({ urn, inputs, preview: false })).rejects.toMatchObject({
    code: 'policy-not-served',
    message: expect.stringContaining('new.example is pending at Cloudflare'),
  });
  expect(notes).toEqual([]);
});

test('a preview asks nobody', async () => {
  await typeWith().create({ urn, inputs: inputsOf(testing), preview: true });
  expect(sandbox.dns.queries).toEqual([]);
});

test('settings that are none are said', () => {
  expect(() => policiesFrom({ MAILYARD_POLICY_WAIT: 'long' })).toThrow('MAILYARD_POLICY_WAIT is "long"');
  expect(() => policiesFrom({ MAILYARD_HTTPS_PORT: '0' })).toThrow('MAILYARD_HTTPS_PORT is "0"');
});
