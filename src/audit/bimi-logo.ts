/**
 * The logo of BIMI: SVG Tiny Portable/Secure. Pure. draft-svg-tiny-ps-abrotman-12 on top of the secure profile of RFC 6170 §5.2
 * (checked 2026-11); not the whole grammar, but what makes receivers turn a logo away.
 */
import { gunzipSync } from 'node:zlib';
import { contentFindings, PROFILE } from './bimi-logo-content.ts';
import { readSvg, type Svg, type SvgTag } from './svg.ts';
import { type Finding, fail, pass, warn } from './verdict.ts';

/** Of the BIMI Group, for what no draft says. */
const GUIDE = 'bimigroup.org, Creating BIMI SVG Logo Files';
const NAMESPACE = 'http://www.w3.org/2000/svg';
const LARGEST = 32 * 1024;
const LONGEST_TITLE = 64;

/** `body`: as served, which may be gzip (SVGZ). */
export function logoFindings(body: Buffer): Finding[] {
  let svg: Svg;
  let size: number;
  try {
    const text = isGzip(body) ? gunzipSync(body, { maxOutputLength: 32 * LARGEST }) : body;
    size = text.length;
    svg = readSvg(text.toString('utf8'));
  } catch (error) {
    return [
      fail('bimi-svg', `The logo cannot be read as SVG: ${(error as Error).message}.`, {
        fix: 'Serve an SVG file there.',
        reference: 'draft-brand-indicators-for-message-identification-10 §4.3.2',
      }),
    ];
  }
  const stranger = strangerFinding(svg.root);
  if (stranger) return [stranger];
  const found = [
    ...profileFindings(svg.root),
    ...titleFindings(svg.titles),
    ...contentFindings(svg),
    ...shapeFindings(svg.root),
    ...sizeFindings(size),
  ];
  return found.length > 0 ? found : [pass('bimi-svg', `The logo is SVG Tiny PS: "${svg.titles[0]?.trim()}".`)];
}

/** RFC 1952 §2.3.1. */
const isGzip = (body: Buffer): boolean => body[0] === 0x1f && body[1] === 0x8b;

function strangerFinding({ local, uri }: SvgTag): Finding | undefined {
  if (local === 'svg' && uri === NAMESPACE) return undefined;
  const message = `The logo is no SVG: its root is <${local}> of ${uri || 'no namespace'}.`;
  return fail('bimi-svg', message, { fix: `Begin with <svg xmlns="${NAMESPACE}">.`, reference: `${PROFILE} §2.1` });
}

function profileFindings({ attributes }: SvgTag): Finding[] {
  const needed = { version: '1.2', baseProfile: 'tiny-ps' };
  const right = Object.entries(needed).every(([name, value]) => attributes[name] === value);
  const position = ['x', 'y'].filter(name => name in attributes);
  return [
    ...(right ? [] : [profileFinding(needed, attributes)]),
    ...position.map(name =>
      fail('bimi-svg-position', `The logo has ${name}= on <svg>, which receivers turn away.`, {
        fix: 'Drop it: Illustrator writes it.',
        reference: GUIDE,
      }),
    ),
  ];
}

function profileFinding(needed: Record<string, string>, attributes: SvgTag['attributes']): Finding {
  const asked = Object.entries(needed).map(([name, value]) => `${name}="${value}"`);
  const said = Object.keys(needed).map(name => (name in attributes ? `${name}="${attributes[name]}"` : `no ${name}`));
  return fail('bimi-svg-profile', `The logo must say ${asked.join(' ')}; it says ${said.join(' and ')}.`, {
    fix: 'Convert the drawing to SVG Tiny PS, and write both on <svg>.',
    reference: `${PROFILE} §2.1`,
  });
}

function titleFindings(titles: readonly string[]): Finding[] {
  const reference = `${PROFILE} §2.1`;
  const [title = '', ...more] = titles.map(text => text.trim());
  if (title === '' || more.length > 0) {
    const message = `The logo needs one <title> in <svg> with text; it has ${titles.length === 0 ? 'none' : more.length > 0 ? titles.length : 'an empty one'}.`;
    return [fail('bimi-svg-title', message, { fix: 'Name the organisation in it.', reference })];
  }
  if (title.length <= LONGEST_TITLE) return [];
  const message = `The title of the logo has ${title.length} characters; ${LONGEST_TITLE} should do.`;
  return [warn('bimi-svg-title', message, { fix: 'Shorten it.', reference })];
}

/** Receivers show it in a circle or a square of their own; a logo of another shape is cut or shrunk. */
function shapeFindings({ attributes }: SvgTag): Finding[] {
  const { viewBox, width, height } = attributes;
  const [, , across, down] = (viewBox ?? `0 0 ${width} ${height}`)
    .trim()
    .split(/[\s,]+/)
    .map(length);
  const reference = GUIDE;
  if (!across || !down) {
    const fix = 'Give it a square one, as in viewBox="0 0 512 512".';
    return [
      warn('bimi-svg-shape', 'The logo has neither a viewBox nor a width and height to go by.', { fix, reference }),
    ];
  }
  if (across === down) return [];
  const fix = 'Centre it in a square viewBox.';
  return [warn('bimi-svg-shape', `The logo is ${across} by ${down}: it should be square.`, { fix, reference })];
}

const length = (text: string): number => Number(/^\+?(\d*\.?\d+(?:e[+-]?\d+)?)(?:px)?$/i.exec(text)?.[1] ?? Number.NaN);

function sizeFindings(size: number): Finding[] {
  if (size <= LARGEST) return [];
  const message = `The logo has ${size} bytes; receivers may turn away more than ${LARGEST}.`;
  return [warn('bimi-svg-large', message, { fix: 'Simplify its paths.', reference: `${PROFILE} §2.4` })];
}
