/** MTA-STS: the policy as text, and as a real HTTPS server hands it out. */

import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { httpsGet } from '../../src/audit/https-get.ts';
import { readStsPolicy } from '../../src/audit/mta-sts-policy.ts';
import { matchesPattern } from '../../src/records/mta-sts.ts';
import { selfSigned } from '../support/certificate.ts';
import { serveHttps } from '../support/https-server.ts';
import { auditIn, GOOD, type Names, type World } from './world.ts';

const POLICY = 'version: STSv1\r\nmode: enforce\r\nmx: mx.acme.example\r\nmax_age: 604800\r\n';

describe('the policy', () => {
  test('is read with either line end', () => {
    const read = { mode: 'enforce', maxAge: 604_800, mx: ['mx.acme.example'], findings: [] };
    expect(readStsPolicy(POLICY)).toEqual(read);
    expect(readStsPolicy(POLICY.replaceAll('\r', ''))).toEqual(read);
  });

  test.each([
    ['mode: enforce\nmx: a.example\nmax_age: 604800', 'mta-sts-version', 'fail'],
    ['version: STSv1\nmode: strict\nmx: a.example\nmax_age: 604800', 'mta-sts-mode', 'fail'],
    ['version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 99999999', 'mta-sts-max-age', 'fail'],
    ['version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 60', 'mta-sts-max-age', 'warn'],
    ['version: STSv1\nmode: enforce\nmax_age: 604800', 'mta-sts-no-mx', 'fail'],
    ['version: STSv1\nmode: none\nmax_age: 604800\nhello', 'mta-sts-line', 'warn'],
    ['version: STSv1\rmode: none\rmax_age: 604800', 'mta-sts-line-end', 'fail'],
  ])('%j is found out', (text, rule, verdict) => {
    expect(readStsPolicy(text).findings).toContainEqual(expect.objectContaining({ rule, verdict }));
  });

  test('matches hosts by name, and a star by exactly one label', () => {
    expect(matchesPattern('MX.acme.example', 'mx.acme.example')).toBe(true);
    expect(matchesPattern('mx.acme.example', '*.acme.example')).toBe(true);
    expect(matchesPattern('a.mx.acme.example', '*.acme.example')).toBe(false);
    expect(matchesPattern('acme.example', '*.acme.example')).toBe(false);
  });
});

describe('the fetch', () => {
  test('takes a policy over HTTPS and finds the MX in it', async () => {
    const world = await auditSts(text(POLICY));
    expect(world.check('mta-sts')).toMatchObject({ verdict: 'pass', message: expect.stringContaining('is enforced') });
  });

  test('an MX that the policy leaves out fails in enforce mode and warns in testing', async () => {
    const other = POLICY.replace('mx.acme', 'mx2.acme');
    expect((await auditSts(text(other))).rules('mta-sts')).toEqual({ 'mta-sts-mx': 'fail', 'mta-sts-unused': 'warn' });
    const testing = await auditSts(text(other.replace('enforce', 'testing')));
    expect(testing.rules('mta-sts')).toEqual({ 'mta-sts-mx': 'warn', 'mta-sts-unused': 'warn' });
  });

  test('follows no redirect', async () => {
    const world = await auditSts((_, response) => response.writeHead(301, { location: 'https://acme.example/' }).end());
    expect(world.finding('mta-sts-fetch')).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('redirect'),
    });
  });

  test('refuses an absent file and an endless one', async () => {
    expect((await auditSts((_, response) => response.writeHead(404).end())).rules('mta-sts')).toEqual({
      'mta-sts-fetch': 'fail',
    });
    const endless = await auditSts(text(POLICY + '#'.repeat(70_000)));
    expect(endless.finding('mta-sts-fetch').message).toContain('65536 bytes');
  });

  test('a server in trouble is unknown', async () => {
    const world = await auditSts((_, response) => response.writeHead(503).end());
    expect(world.rules('mta-sts')).toEqual({ 'mta-sts-fetch': 'unknown' });
  });

  test('a silent server is unknown', async () => {
    expect((await auditSts(() => {})).rules('mta-sts')).toEqual({ 'mta-sts-fetch': 'unknown' });
  });

  test('a certificate for another name fails, and so does one that nobody signed', async () => {
    const wrong = await auditSts(text(POLICY), { certificateFor: 'www.acme.example' });
    expect(wrong.finding('mta-sts-fetch')).toMatchObject({
      verdict: 'fail',
      evidence: expect.stringContaining('www.acme.example'),
    });
    const own = await auditSts(text(POLICY), { trusted: false });
    expect(own.finding('mta-sts-fetch')).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('self-signed'),
    });
  });

  test('another media type is a warning', async () => {
    const world = await auditSts((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(POLICY));
    expect(world.rules('mta-sts')).toEqual({ 'mta-sts-type': 'warn' });
  });
});

describe('the record', () => {
  test.each<[string, Names, Record<string, string>]>([
    ['none', {}, {}],
    ['two', { '_mta-sts.acme.example TXT': ['v=STSv1; id=1', 'v=STSv1; id=2'] }, { 'mta-sts-several': 'fail' }],
    ['another one', { '_mta-sts.acme.example TXT': ['v=STSv2; id=1'] }, { 'mta-sts-version': 'fail' }],
    [
      'a bad id',
      { '_mta-sts.acme.example TXT': ['v=STSv1; id=2026-11-22'] },
      { 'mta-sts-id': 'fail', 'mta-sts-host': 'fail' },
    ],
  ])('%s', async (_, names, rules) => {
    expect((await auditIn({ ...GOOD, ...names })).rules('mta-sts')).toEqual(rules);
  });
});

interface ServerParts {
  certificateFor?: string;
  trusted?: boolean;
}

async function auditSts(handle: RequestListener, parts: ServerParts = {}): Promise<World> {
  const { certificateFor = 'mta-sts.acme.example', trusted = true } = parts;
  const own = selfSigned(certificateFor);
  const port = await serveHttps(own, handle);
  return auditIn(
    { ...GOOD, '_mta-sts.acme.example TXT': ['v=STSv1; id=20261122'], 'mta-sts.acme.example A': ['127.0.0.1'] },
    { get: httpsGet({ port, ca: trusted ? own.cert : undefined, timeoutMs: 500 }) },
  );
}

function text(body: string): RequestListener {
  return (request, response) => {
    if (request.url !== '/.well-known/mta-sts.txt') response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(body);
  };
}
