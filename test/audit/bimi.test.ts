/** BIMI: the logo and the mark certificate as files, and as a real HTTPS server hands them out. */

import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { logoFindings } from '../../src/audit/bimi-logo.ts';
import { markFindings } from '../../src/audit/bimi-mark.ts';
import { httpsGet } from '../../src/audit/https-get.ts';
import type { Finding } from '../../src/audit/verdict.ts';
import { type Asked, reply } from '../dns/twin.ts';
import { type CertificateParts, certificate, selfSigned } from '../support/certificate.ts';
import { serveHttps } from '../support/https-server.ts';
import { auditIn, GOOD, type Handler, type Names, namesReply, type World } from './world.ts';

const LOGO = `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.2" baseProfile="tiny-ps" viewBox="0 0 512 512">
  <title>Acme &amp; Sons</title>
  <defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
  <g><rect width="512" height="512" fill="url(#g)"/><title>inner</title></g>
  <use xlink:href="#g"/>
</svg>`;

const told = (findings: Finding[]): Record<string, string> =>
  Object.fromEntries(findings.filter(({ verdict }) => verdict !== 'pass').map(({ rule, verdict }) => [rule, verdict]));

describe('the logo', () => {
  const judged = (text: string) => logoFindings(Buffer.from(text));
  const inside = (more: string) => LOGO.replace('</svg>', `${more}</svg>`);
  const onRoot = (more: string) => LOGO.replace('<svg ', `<svg ${more} `);

  test('in the profile has nothing against it, compressed or not', () => {
    const passed = [expect.objectContaining({ verdict: 'pass', message: 'The logo is SVG Tiny PS: "Acme & Sons".' })];
    expect(judged(LOGO)).toEqual(passed);
    expect(logoFindings(gzipSync(LOGO))).toEqual(passed);
  });

  test.each<[string, string, Record<string, string>]>([
    ['a page', '<!DOCTYPE html><html><br></html>', { 'bimi-svg': 'fail' }],
    ['another document', '<feed xmlns="http://www.w3.org/2005/Atom"/>', { 'bimi-svg': 'fail' }],
    ['nothing', '', { 'bimi-svg': 'fail' }],
    ['an entity of its own', inside('<text>&own;</text>'), { 'bimi-svg': 'fail' }],
    ['another profile', LOGO.replace('tiny-ps', 'tiny'), { 'bimi-svg-profile': 'fail' }],
    ['no version', LOGO.replace(' version="1.2"', ''), { 'bimi-svg-profile': 'fail' }],
    ['a place on the page', onRoot('x="0px"'), { 'bimi-svg-position': 'fail' }],
    ['no title', LOGO.replace(/<title>Acme.*?title>/, ''), { 'bimi-svg-title': 'fail' }],
    ['an empty title', LOGO.replace('Acme &amp; Sons', ' '), { 'bimi-svg-title': 'fail' }],
    ['two titles', inside('<title>B</title>'), { 'bimi-svg-title': 'fail' }],
    ['a long title', LOGO.replace('Sons', 'S'.repeat(60)), { 'bimi-svg-title': 'warn' }],
    ['a script', inside('<script>1</script>'), { 'bimi-svg-element': 'fail' }],
    ['a handler', onRoot('onload="go()"'), { 'bimi-svg-script': 'fail' }],
    ['animation', inside('<animateTransform attributeName="x"/>'), { 'bimi-svg-element': 'fail' }],
    [
      'a raster image',
      inside('<image xlink:href="data:image/png;base64,AA=="/>'),
      { 'bimi-svg-element': 'fail', 'bimi-svg-external': 'fail' },
    ],
    [
      'what another server holds',
      inside('<use xlink:href="https://x.example/a.svg#b"/>'),
      { 'bimi-svg-external': 'fail' },
    ],
    ['a paint from elsewhere', inside('<rect fill="url(https://x.example/p#q)"/>'), { 'bimi-svg-external': 'fail' }],
    ['an import', inside('<style><![CDATA[@import "x.css";]]></style>'), { 'bimi-svg-external': 'fail' }],
    ['an import by url()', inside('<style>@import url(x.css);</style>'), { 'bimi-svg-external': 'fail' }],
    ['a style sheet', `<?xml-stylesheet href="x.css"?>${LOGO.slice(39)}`, { 'bimi-svg-external': 'fail' }],
    ['another shape', LOGO.replace('0 0 512 512', '0,0,512,300'), { 'bimi-svg-shape': 'warn' }],
    ['no shape', LOGO.replace('viewBox="0 0 512 512"', 'width="100%" height="100%"'), { 'bimi-svg-shape': 'warn' }],
    ['a width and height alone', LOGO.replace('viewBox="0 0 512 512"', 'width="400px" height="400"'), {}],
    ['33 kB', inside(`<path d="${'M0 0'.repeat(8300)}"/>`), { 'bimi-svg-large': 'warn' }],
  ])('%s', (_, text, expected) => {
    expect(told(judged(text))).toEqual(expected);
  });

  test('that is not well-formed is told by its line', () => {
    expect(judged('<svg>\n<g></svg>')).toMatchObject([{ message: expect.stringMatching(/: 2:\d+: /) }]);
  });

  test('a bomb is not unpacked', () => {
    expect(told(logoFindings(gzipSync(Buffer.alloc(8_000_000, ' '))))).toEqual({ 'bimi-svg': 'fail' });
  });
});

const USAGE = { name: 'extKeyUsage', '1.3.6.1.5.5.7.3.31': true };
const AUTHORITY = { name: 'basicConstraints', cA: true };

function mark(domains: string[], parts: CertificateParts & { usage?: object } = {}): string {
  const { usage = USAGE, ...more } = parts;
  const names = { name: 'subjectAltName', altNames: domains.map(value => ({ type: 2, value })) };
  const subject = { '1.3.6.1.4.1.53087.1.13': 'Registered Mark' };
  return certificate('Acme', { days: 300, issuer: 'Mark CA', subject, extensions: [names, usage], ...more });
}

/** From the tests of the library behind mailauth's BIMI: real ones, with elliptic keys and their issuers. */
function issuedMark(file: string): string {
  const library = createRequire(createRequire(import.meta.url).resolve('mailauth')).resolve('@postalsys/vmc');
  return readFileSync(join(dirname(library), `../test/fixtures/${file}.pem`), 'utf8');
}

const issuer = (days = 900): string => certificate('Mark CA', { days, issuer: 'Mark Root', extensions: [AUTHORITY] });
const root = (): string => certificate('Mark Root', { days: 900, extensions: [AUTHORITY] });

describe('the mark certificate', () => {
  const NAMES = ['news.acme.example', 'brand._bimi.news.acme.example', 'acme.example', 'brand._bimi.acme.example'];
  const judged = (...file: string[]) => markFindings(file.join('\n'), NAMES, Date.now());

  test('that holds says what it is', () => {
    const day = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
    const message = `The mark certificate (VMC: Registered Mark) of news.acme.example holds until ${day}. Whether its root is a mark authority is not judged.`;
    expect(judged(mark(['acme.example']), issuer())).toEqual([{ rule: 'bimi-mark', verdict: 'pass', message }]);
    expect(told(judged(mark(['x.example', 'News.acme.example']), issuer(), root()))).toEqual({});
    expect(told(judged(mark(['brand._bimi.acme.example']), issuer()))).toEqual({});
  });

  test.each([
    ['paypal_vmc', 'paypal.com', '2025-01-01', 'VMC: Registered Mark', '2025-09-08'],
    ['globalsign-vmc', 'globalsign.com', '2025-06-01', 'VMC: Registered Mark', '2026-04-07'],
    ['xometry_cmc', 'xometry.com', '2025-01-01', 'CMC: Prior Use Mark', '2025-10-10'],
  ])('as an authority issued it: %s', (file, domain, today, kind, end) => {
    const findings = markFindings(issuedMark(file), [domain], Date.parse(today));
    const message = expect.stringContaining(`(${kind}) of ${domain} holds until ${end}.`);
    expect(findings).toEqual([{ rule: 'bimi-mark', verdict: 'pass', message }]);
    expect(told(markFindings(issuedMark(file), [domain], Date.parse('2027-01-01')))).toEqual({
      'bimi-mark-expired': 'fail',
    });
  });

  test('of a common mark is a CMC, and of an unknown kind is not named', () => {
    const common = mark(['acme.example'], { subject: { '1.3.6.1.4.1.53087.1.13': 'Prior Use Mark' } });
    expect(judged(common, issuer())[0]?.message).toContain('(CMC: Prior Use Mark)');
    expect(judged(mark(['acme.example'], { subject: {} }), issuer())[0]?.message).toContain('The mark certificate of');
  });

  test.each<[string, () => string[], Record<string, string>]>([
    ['no file', () => ['<html>'], { 'bimi-mark-pem': 'fail' }],
    ['a broken one', () => [mark(['acme.example']).replace(/MII/, 'AAA')], { 'bimi-mark-pem': 'fail' }],
    ['an old one', () => [mark(['acme.example'], { days: -1 }), issuer()], { 'bimi-mark-expired': 'fail' }],
    ['one that ends soon', () => [mark(['acme.example'], { days: 29 }), issuer()], { 'bimi-mark-expires': 'warn' }],
    ['an old issuer', () => [mark(['acme.example']), issuer(-1)], { 'bimi-mark-expired': 'fail' }],
    ['for others', () => [mark(['shop.news.acme.example']), issuer()], { 'bimi-mark-domain': 'fail' }],
    ['for another selector', () => [mark(['default._bimi.acme.example']), issuer()], { 'bimi-mark-domain': 'fail' }],
    [
      'for a web server',
      () => [mark(['acme.example'], { usage: { name: 'extKeyUsage', serverAuth: true } }), issuer()],
      { 'bimi-mark-usage': 'fail' },
    ],
    ['without its issuer', () => [mark(['acme.example'])], { 'bimi-mark-chain': 'fail' }],
    ['behind a stranger', () => [mark(['acme.example']), root()], { 'bimi-mark-chain': 'fail' }],
    [
      'of its own making',
      () => [mark(['acme.example'], { issuer: 'Acme', subject: {} })],
      { 'bimi-mark-chain': 'fail' },
    ],
    ['out of order', () => [issuer(), mark(['acme.example'])], { 'bimi-mark-order': 'warn' }],
    [
      'with one too many',
      () => [mark(['acme.example']), issuer(), certificate('Other', { issuer: 'Else', extensions: [AUTHORITY] })],
      { 'bimi-mark-order': 'warn' },
    ],
  ])('%s', (_, file, expected) => {
    expect(told(judged(...file()))).toEqual(expected);
  });
});

describe('the fetch', () => {
  const svg: RequestListener = (_, response) => response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(LOGO);
  const pem: RequestListener = (_, response) => response.end([mark(['acme.example']), issuer()].join('\n'));

  test('takes both over HTTPS', async () => {
    const world = await auditBimi({ '/l.svg': svg, '/v.pem': pem });
    expect(world.rules('bimi')).toEqual({});
    expect(world.check('bimi').message).toContain('(VMC: Registered Mark)');
    expect(world.finding('bimi-svg').evidence).toBe(
      `https://acme.example/l.svg: ${Buffer.byteLength(LOGO)} bytes of image/svg+xml`,
    );
  });

  test('a certificate for the organisation holds, also where nobody says which domain that is', async () => {
    const record = ['v=BIMI1; l=; a=https://acme.example/v.pem'];
    const names = { 'default._bimi.news.acme.example TXT': record };
    const targets = ['news.acme.example'];
    expect((await auditBimi({ '/v.pem': pem }, { names, targets })).rules('bimi')).toEqual({});
    const silent = (asked: Asked) => /^_dmarc\.(acme\.)?example$/.test(asked.name);
    expect((await auditBimi({ '/v.pem': pem }, { names, targets, silent })).rules('bimi')).toEqual({});
    const shop = { 'default._bimi.shop.example TXT': record };
    const other = await auditBimi({ '/v.pem': pem }, { names: shop, targets: ['shop.example'] });
    expect(other.finding('bimi-mark-domain')).toMatchObject({
      verdict: 'fail',
      message: 'The mark certificate is for acme.example, not for shop.example.',
    });
  });

  test('once for all domains that share them', async () => {
    const asked: string[] = [];
    const counted: RequestListener = (request, response) => {
      asked.push(request.url ?? '');
      (request.url === '/l.svg' ? svg : pem)(request, response);
    };
    const world = await auditBimi(
      { '/l.svg': counted, '/v.pem': counted },
      {
        targets: ['acme.example', 'news.acme.example'],
      },
    );
    expect(asked.toSorted()).toEqual(['/l.svg', '/v.pem']);
    expect(world.audits.map(({ checks }) => checks.find(({ check }) => check === 'bimi')?.verdict)).toEqual([
      'pass',
      'pass',
    ]);
  });

  test('follows redirects within HTTPS, but not for ever', async () => {
    const to =
      (location: string): RequestListener =>
      (_, response) =>
        response.writeHead(302, { location }).end();
    const paths = { '/l.svg': to('/2'), '/2': to('https://acme.example/3?x=1'), '/3?x=1': svg, '/v.pem': pem };
    expect((await auditBimi(paths)).rules('bimi')).toEqual({});
    const plain = await auditBimi({ ...paths, '/2': to('http://acme.example/3') });
    expect(plain.finding('bimi-logo-fetch')).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('http:'),
    });
    const endless = await auditBimi({ ...paths, '/2': to('/l.svg') });
    expect(endless.finding('bimi-logo-fetch').message).toContain('more than 3 redirects');
  });

  test('what is absent or endless fails; what may pass is unknown', async () => {
    const endless: RequestListener = (_, response) => response.end(Buffer.alloc(300_000, ' '));
    expect((await auditBimi({ '/v.pem': endless })).rules('bimi')).toEqual({
      'bimi-logo-fetch': 'fail',
      'bimi-mark-fetch': 'fail',
    });
    const busy: RequestListener = (_, response) => response.writeHead(503).end();
    expect((await auditBimi({ '/l.svg': busy, '/v.pem': () => {} })).rules('bimi')).toEqual({
      'bimi-logo-fetch': 'unknown',
      'bimi-mark-fetch': 'unknown',
    });
  });

  test('a server without an address, or with a certificate for another name, fails', async () => {
    const gone = await auditBimi({}, { names: { 'acme.example A': [] } });
    expect(gone.finding('bimi-logo-fetch')).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('no address'),
    });
    const wrong = await auditBimi({ '/l.svg': svg, '/v.pem': pem }, { certificateFor: 'www.acme.example' });
    expect(wrong.rules('bimi')).toEqual({ 'bimi-logo-fetch': 'fail', 'bimi-mark-fetch': 'fail' });
  });

  test.each(['https://127.0.0.1/l.svg', 'https://[::1]/l.svg', `https://${'a'.repeat(64)}.example/l.svg`])(
    'asks for no %s',
    async logo => {
      const names = { 'default._bimi.acme.example TXT': [`v=BIMI1; l=${logo}`] };
      const world = await auditBimi({}, { names });
      expect(world.finding('bimi-logo-fetch').message).toContain('is not the name of a host');
    },
  );

  test('a record without a certificate, or under a policy that is not enforced, is told beside what the logo is', async () => {
    const names = {
      'default._bimi.acme.example TXT': ['v=BIMI1; l=https://acme.example/l.svg'],
      '_dmarc.acme.example TXT': ['v=DMARC1; p=none'],
    };
    const world = await auditBimi({ '/l.svg': svg }, { names });
    expect(world.rules('bimi')).toEqual({ 'bimi-mark': 'warn', 'bimi-dmarc': 'warn' });
  });
});

interface BimiParts {
  names?: Names;
  certificateFor?: string;
  targets?: string[];
  /** What the servers refuse to say. */
  silent?: (asked: Asked) => boolean;
}

/** A server that answers 404 elsewhere. */
async function auditBimi(paths: Record<string, RequestListener>, parts: BimiParts = {}): Promise<World> {
  const { names = {}, certificateFor = 'acme.example', targets = ['acme.example'], silent = () => false } = parts;
  const own = selfSigned(certificateFor);
  const port = await serveHttps(own, (request, response) => {
    const handle = paths[request.url ?? ''];
    if (handle) handle(request, response);
    else response.writeHead(404).end();
  });
  const record = ['v=BIMI1; l=https://acme.example/l.svg; a=https://acme.example/v.pem'];
  const served = Object.fromEntries(targets.map(domain => [`default._bimi.${domain} TXT`, record]));
  const all = { ...GOOD, 'acme.example A': ['127.0.0.1'], ...served, ...names };
  const said = namesReply(all);
  const says: Handler = asked => (silent(asked) ? reply(asked, [], { rcode: 2 }) : said(asked));
  return auditIn(all, {
    ...{ targets: targets.map(domain => ({ domain })), resolverSays: says, first: says, second: says },
    get: httpsGet({ port, ca: own.cert, timeoutMs: 1000 }),
  });
}
