/** DNSSEC of a zone. The keys are made up: the DNS twin does not sign. */
import { createHash } from 'node:crypto';
import { fieldsOf } from './body.ts';
import type { TwinZone } from './model.ts';
import { badBody } from './refusal.ts';

const forms = {
  status: 'string',
  dnssec_multi_signer: 'boolean',
  dnssec_presigned: 'boolean',
  dnssec_use_nsec3: 'boolean',
} as const;

/** Switched on, it is pending until the DS record is at the registrar. */
export function editDnssec(zone: TwinZone, body: unknown): void {
  const { status } = fieldsOf(body, forms);
  if (status !== undefined && status !== 'active' && status !== 'disabled') {
    throw badBody('"status" must be active or disabled.');
  }
  if (status === 'active' && zone.dnssec !== 'active') zone.dnssec = 'pending';
  if (status === 'disabled') zone.dnssec = 'disabled';
}

/** The data of its DS record, as a registrar takes it. */
export const dsData = (zone: TwinZone): string => `2371 13 2 ${digestOf(zone)}`;

const digestOf = (zone: TwinZone): string => createHash('sha256').update(zone.id).digest('hex').toUpperCase();

export function dnssecJson(zone: TwinZone) {
  if (zone.dnssec === 'disabled') return { status: zone.dnssec, modified_on: null, ds: null, digest: null };
  const digest = digestOf(zone);
  return {
    status: zone.dnssec,
    flags: 257,
    algorithm: '13',
    key_type: 'ECDSAP256SHA256',
    digest_type: '2',
    digest_algorithm: 'SHA256',
    digest,
    ds: `${zone.name}. 3600 IN DS ${dsData(zone)}`,
    key_tag: 2371,
    public_key: createHash('sha512').update(zone.id).digest('base64'),
    modified_on: zone.modifiedOn,
  };
}
