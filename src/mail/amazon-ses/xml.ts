/** The XML of AWS's query APIs, as elements. */
import { SaxesParser } from 'saxes';

export interface XmlElement {
  name: string;
  text: string;
  children: XmlElement[];
}

/** The root. Throws Error where it is not well-formed. */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser();
  const document: XmlElement = { name: '', text: '', children: [] };
  const open = [document];
  parser.on('opentag', ({ name }) => {
    const element = { name, text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', more => {
    (open.at(-1) as XmlElement).text += more;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  return document.children[0] ?? document;
}

/** Elements below, one name a level. */
export function elementsAt(element: XmlElement, ...path: string[]): XmlElement[] {
  return path.reduce<XmlElement[]>(
    (found, name) => found.flatMap(({ children }) => children.filter(child => child.name === name)),
    [element],
  );
}

/** The text of the first of them; empty without one. */
export const textAt = (element: XmlElement, ...path: string[]): string => elementsAt(element, ...path)[0]?.text ?? '';
