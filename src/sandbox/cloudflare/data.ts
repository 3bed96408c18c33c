/** Types whose value is sent as `data`; the API makes `content` of it and refuses a `content` that is sent. */
import { type Forms, fieldsOf, type Json } from './body.ts';
import { hostName } from './names.ts';
import { badBody } from './refusal.ts';

export type Data = Record<string, string | number>;

type Field = readonly [
  form: 'integer' | 'number' | 'string',
  valid: (value: never) => boolean,
  normal?: (value: string) => string,
];

const upTo = (most: number): Field => ['integer', (value: number) => value >= 0 && value <= most];
const u8 = upTo(255);
const u16 = upTo(65535);
const text: Field = ['string', () => true];
const hex: Field = ['string', (value: string) => /^([0-9a-f]{2})+$/i.test(value), value => value.toLowerCase()];
const base64: Field = ['string', (value: string) => /^[A-Za-z0-9+/]+=*$/.test(value)];
const isTarget = (value: string) => value === '.' || hostName(value) !== undefined;
const target: Field = ['string', isTarget, value => (value === '.' ? value : value.replace(/\.$/, ''))];
/** HTTPS and SVCB keep the last dot of their target. */
const dotted: Field = ['string', isTarget];
const one = (...values: string[]): Field => ['string', (value: string) => values.includes(value)];
const number = (least: number, most: number): Field => ['number', (value: number) => value >= least && value <= most];

const tlsa = { usage: u8, selector: u8, matching_type: u8, certificate: hex };
const service = { priority: u16, target: dotted, value: text };

const types: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  CAA: { flags: u8, tag: ['string', (value: string) => /^[a-z0-9]+$/.test(value)], value: text },
  CERT: { type: u16, key_tag: u16, algorithm: u8, certificate: base64 },
  DNSKEY: { flags: u16, protocol: u8, algorithm: u8, public_key: base64 },
  DS: { key_tag: u16, algorithm: u8, digest_type: u8, digest: hex },
  HTTPS: service,
  LOC: {
    lat_degrees: upTo(90),
    lat_minutes: upTo(59),
    lat_seconds: number(0, 59.999),
    lat_direction: one('N', 'S'),
    long_degrees: upTo(180),
    long_minutes: upTo(59),
    long_seconds: number(0, 59.999),
    long_direction: one('E', 'W'),
    altitude: number(-100000, 42849672),
    size: number(0, 90000000),
    precision_horz: number(0, 90000000),
    precision_vert: number(0, 90000000),
  },
  NAPTR: { order: u16, preference: u16, flags: text, service: text, regex: text, replacement: target },
  SMIMEA: tlsa,
  SRV: { priority: u16, weight: u16, port: u16, target },
  SSHFP: { algorithm: u8, type: u8, fingerprint: hex },
  SVCB: service,
  TLSA: tlsa,
  URI: { weight: u16, target: text },
};

export function isDataType(type: string): boolean {
  return Object.hasOwn(types, type);
}

/** The checked and normalised parts, in the order of the type's presentation form. */
export function dataOf(type: string, input: unknown): Data {
  const fields = Object.entries(types[type] ?? {});
  const forms: Forms = Object.fromEntries(fields.map(([name, [form]]) => [name, form]));
  const body: Json = fieldsOf(input, forms, 'data');
  const data: Data = {};
  for (const [name, [, valid, normal]] of fields) {
    const value = body[name] as never;
    if (value === undefined) throw badBody(`"data.${name}" is a required field.`);
    if (!valid(value)) throw badBody(`"data.${name}" is not valid for a ${type} record.`);
    data[name] = normal ? normal(value) : value;
  }
  return data;
}

/** SRV shows its priority as a field of its own, as MX does. */
export function contentOf(type: string, data: Data): string {
  const { priority, ...rest } = data;
  switch (type) {
    case 'CAA':
      return `${data.flags} ${data.tag} "${data.value}"`;
    case 'SRV':
      return Object.values(rest).join(' ');
    case 'HTTPS':
    case 'SVCB':
      return `${priority} ${data.target} ${data.value}`.trimEnd();
    case 'URI':
      return `${data.weight} "${data.target}"`;
    case 'NAPTR':
      return `${data.order} ${data.preference} "${data.flags}" "${data.service}" "${data.regex}" ${data.replacement}`;
    case 'LOC':
      return locContent(data);
    default:
      return Object.values(data).join(' ');
  }
}

/** RFC 1876 §3. */
function locContent(data: Data): string {
  const latitude = `${data.lat_degrees} ${data.lat_minutes} ${data.lat_seconds} ${data.lat_direction}`;
  const longitude = `${data.long_degrees} ${data.long_minutes} ${data.long_seconds} ${data.long_direction}`;
  return `${latitude} ${longitude} ${data.altitude}m ${data.size}m ${data.precision_horz}m ${data.precision_vert}m`;
}
