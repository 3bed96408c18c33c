/** What a logo must not hold: whatever moves, acts, or comes from elsewhere. Pure. */
import type { Svg, SvgTag } from './svg.ts';
import { type Finding, fail } from './verdict.ts';

export const PROFILE = 'draft-svg-tiny-ps-abrotman-12';

/** §2.3, by what it forbids. */
const FORBIDDEN = {
  scripts: ['script', 'handler', 'listener'],
  animation: ['animate', 'animateColor', 'animateMotion', 'animateTransform', 'discard', 'mpath', 'set'],
  'images and media': ['animation', 'audio', 'foreignObject', 'image', 'prefetch', 'video'],
  'links and conditions': ['a', 'switch'],
};

export function contentFindings(svg: Svg): Finding[] {
  return [...elementFindings(svg.tags), ...scriptFindings(svg.tags), ...referenceFindings(svg)];
}

function elementFindings(tags: readonly SvgTag[]): Finding[] {
  const names = new Set(tags.map(({ local }) => local));
  return Object.entries(FORBIDDEN).flatMap(([what, elements]) => {
    const used = elements.filter(name => names.has(name));
    if (used.length === 0) return [];
    const message = `The logo must not hold ${what}: ${used.map(name => `<${name}>`).join(', ')}.`;
    return [
      fail('bimi-svg-element', message, { fix: 'Draw it with paths and shapes alone.', reference: `${PROFILE} §2.3` }),
    ];
  });
}

/** Handlers of events are scripts without an element. */
function scriptFindings(tags: readonly SvgTag[]): Finding[] {
  const used = new Set(tags.flatMap(({ attributes }) => Object.keys(attributes).filter(name => /^on/i.test(name))));
  if (used.size === 0) return [];
  const message = `The logo must not hold scripts: ${[...used].join(', ')}.`;
  return [fail('bimi-svg-script', message, { fix: 'Drop these attributes.', reference: `${PROFILE} §2.3` })];
}

/** A receiver fetches nothing for a logo. */
function referenceFindings({ tags, styles }: Svg): Finding[] {
  const values = tags.flatMap(({ attributes }) =>
    Object.entries(attributes).map(([name, value]) => ({ value, isLink: /^(?:\w+:)?href$/.test(name) })),
  );
  const links = values.filter(({ value, isLink }) => isLink && !value.startsWith('#')).map(({ value }) => value);
  const texts = [...values.map(({ value }) => value), ...styles];
  const used = new Set([...links, ...texts.flatMap(externalUrls)]);
  return [...used].map(value =>
    fail('bimi-svg-external', `The logo refers to what is outside of it: ${value.slice(0, 60)}.`, {
      fix: 'Draw it into the file.',
      reference: 'RFC 6170 §5.2',
    }),
  );
}

/** In CSS, which presentation attributes are too: `url(…)` of anything but a fragment, and imports. */
function externalUrls(text: string): string[] {
  const urls = text.matchAll(/url\(\s*["']?([^"')\s]+)|@import\s+["']([^"']+)/gi);
  return [...urls].map(([, url, sheet]) => url ?? sheet ?? '').filter(url => !url.startsWith('#'));
}
