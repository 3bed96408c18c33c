/** An SVG file as the parts that a judgement needs. Entities of its own are not expanded: they are errors. */
import { SaxesParser } from 'saxes';

export interface SvgTag {
  /** Without its prefix. */
  local: string;
  /** Its namespace; empty without one. */
  uri: string;
  /** By their names as written: `xlink:href`. */
  attributes: Record<string, string>;
}

export interface Svg {
  root: SvgTag;
  /** The root and all below, in their order. */
  tags: SvgTag[];
  /** The text of each title that stands in the root itself. */
  titles: string[];
  /** Style sheets: the text of each `<style>`, and each `<?xml-stylesheet … ?>` as an import. */
  styles: string[];
}

/** @throws Error that says the line and column of what is not well-formed XML */
export function readSvg(text: string): Svg {
  const parser = new SaxesParser({ xmlns: true });
  const [tags, open]: [SvgTag[], SvgTag[]] = [[], []];
  const [titles, styles]: [string[], string[]] = [[], []];
  const textsOf = (): string[] | undefined => {
    const local = open.at(-1)?.local;
    if (local === 'style') return styles;
    return local === 'title' && open.length === 2 ? titles : undefined;
  };
  const addText = (more: string): void => {
    const texts = textsOf();
    texts?.push((texts.pop() ?? '') + more);
  };
  parser.on('opentag', ({ local, uri, attributes }) => {
    const values = Object.entries(attributes).map(([name, { value }]) => [name, value]);
    const tag = { local, uri, attributes: Object.fromEntries(values) };
    tags.push(tag);
    open.push(tag);
    textsOf()?.push('');
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('processinginstruction', ({ target, body }) => {
    const [, sheet] = /href=["']([^"']*)/.exec(body) ?? [];
    if (target === 'xml-stylesheet' && sheet) styles.push(`@import "${sheet}"`);
  });
  parser.write(text).close();
  const [root] = tags;
  if (!root) throw new Error('it is empty');
  return { root, tags, titles, styles };
}
