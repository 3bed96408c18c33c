/** Mail hosts over real SMTP and TLS on loopback: what is offered, what breaks, and that silence is unknown. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { starttlsProbe } from '../../src/audit/starttls-probe.ts';
import { selfSigned } from '../support/certificate.ts';
import { auditIn, DOMAIN, GOOD, type Names, type World } from './world.ts';

interface MailHost {
  greeting?: string;
  offers?: string[];
  onStarttls?: string;
  /** `garbage`: what follows is no TLS. */
  certificate?: { key: string; cert: string } | 'garbage';
}

const good = selfSigned('mx.acme.example', { days: 90 });

/** As much of a mail server as senders see before the first message. Tells how many came. */
async function mailHost({
  greeting = '220-mx.acme.example\r\n220 ready',
  offers = ['250-mx.acme.example', '250-SIZE 1000', '250 STARTTLS'],
  onStarttls = '220 go on',
  certificate = good,
}: MailHost): Promise<{ port: number; came: () => number }> {
  let came = 0;
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    came++;
    sockets.add(socket.on('error', () => {}));
    if (greeting) socket.write(`${greeting}\r\n`);
    socket.on('data', data => {
      const line = data.toString();
      if (line.startsWith('EHLO')) socket.write(`${offers.join('\r\n')}\r\n`);
      if (line.startsWith('STARTTLS')) {
        socket.write(`${onStarttls}\r\n`);
        socket.removeAllListeners('data');
        if (certificate === 'garbage') socket.on('data', () => socket.write('nonsense'));
        else if (onStarttls.startsWith('220'))
          new TLSSocket(socket, { isServer: true, ...certificate }).on('error', () => {});
      }
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, came: () => came };
}

async function audited(port: number, names: Names = {}, targets = [DOMAIN]): Promise<World> {
  const probe = starttlsProbe({ port, ca: good.cert, timeoutMs: 1000 });
  return auditIn(
    { ...GOOD, ...names },
    { probeHost: host => probe(host, '127.0.0.1'), targets: targets.map(domain => ({ domain })) },
  );
}

const sts = { '_mta-sts.acme.example TXT': ['v=STSv1; id=1'] };

test('a host with TLS and a certificate that holds', async () => {
  const { port } = await mailHost({});
  expect((await audited(port)).check('starttls')).toMatchObject({
    verdict: 'pass',
    message: expect.stringMatching(/^mx\.acme\.example takes mail over TLSv1\.3, with a certificate until \d{4}-/),
    evidence: 'mx.acme.example (192.0.2.25) port 25: TLSv1.3',
  });
});

const weak = selfSigned('mx.acme.example', { days: 3 });

test.each<[string, MailHost, Names, Record<string, string>]>([
  ['no STARTTLS', { offers: ['250 mx.acme.example'] }, {}, { 'starttls-none': 'warn' }],
  ['no STARTTLS, where MTA-STS asks for it', { offers: ['250 mx.acme.example'] }, sts, { 'starttls-none': 'fail' }],
  ['STARTTLS in name only', { onStarttls: '454 not now' }, {}, { 'starttls-broken': 'fail' }],
  ['a handshake that fails', { certificate: 'garbage' }, {}, { 'starttls-broken': 'fail' }],
  ['words in the clear after it', { onStarttls: '220 go on\r\n250 ok' }, {}, { 'starttls-broken': 'fail' }],
  [
    "another host's certificate",
    { certificate: selfSigned('mx.other.example') },
    {},
    { 'starttls-certificate': 'warn' },
  ],
  [
    'such a one under MTA-STS',
    { certificate: selfSigned('mx.other.example') },
    sts,
    { 'starttls-certificate': 'fail' },
  ],
  ['a host that turns senders away', { greeting: '554 no' }, {}, { 'starttls-unanswered': 'unknown' }],
  ['a host that says nothing', { greeting: '' }, {}, { 'starttls-unanswered': 'unknown' }],
])('%s', async (_, host, names, expected) => {
  const { port } = await mailHost(host);
  expect((await audited(port, names)).rules('starttls')).toEqual(expected);
});

test('a certificate that ends within two weeks', async () => {
  const { port } = await mailHost({ certificate: weak });
  const probe = starttlsProbe({ port, ca: weak.cert });
  const world = await auditIn(GOOD, { probeHost: host => probe(host, '127.0.0.1') });
  expect(world.rules('starttls')).toEqual({ 'starttls-expires': 'warn' });
});

test('a port where nobody listens is unknown, with the way to look', async () => {
  const { port } = await mailHost({});
  const world = await auditIn(GOOD, {
    probeHost: host => starttlsProbe({ port: port === 1 ? 2 : 1, timeoutMs: 500 })(host, '127.0.0.1'),
  });
  expect(world.finding('starttls-unanswered')).toMatchObject({
    verdict: 'unknown',
    evidence: expect.stringContaining('ECONNREFUSED'),
    fix: expect.stringContaining('port 25'),
  });
});

test('a host of many domains is looked at once, and without the option never', async () => {
  const { port, came } = await mailHost({});
  const names = { 'news.acme.example MX': [{ preference: 10, exchange: 'mx.acme.example' }] };
  await audited(port, names, [DOMAIN, `news.${DOMAIN}`]);
  expect(came()).toBe(1);
  const { found } = await auditIn(GOOD);
  expect(found.checks.map(({ check }) => check)).not.toContain('starttls');
});
