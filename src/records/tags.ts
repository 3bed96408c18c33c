/** `tag=value; tag=value`: the list that DKIM, DMARC, MTA-STS, TLS-RPT and BIMI records are. RFC 6376 §3.2, RFC 9989 §4.7. */

export interface TagList {
  /** By tag in lower case; of a tag that stands twice, the first. */
  values: Map<string, string>;
  /** In the order of the record. */
  order: string[];
  repeated: string[];
  /** Pieces without an equals sign. */
  broken: string[];
}

export function parseTags(text: string): TagList {
  const list: TagList = { values: new Map(), order: [], repeated: [], broken: [] };
  for (const piece of text.split(';').map(each => each.trim())) {
    if (piece === '') continue;
    const [, name, value = ''] = /^([A-Za-z][A-Za-z0-9_-]*)\s*=\s*(.*)$/s.exec(piece) ?? [];
    if (name === undefined) list.broken.push(piece);
    else take(list, name.toLowerCase(), value);
  }
  return list;
}

function take({ values, order, repeated }: TagList, tag: string, value: string): void {
  if (values.has(tag)) repeated.push(tag);
  else {
    values.set(tag, value);
    order.push(tag);
  }
}
