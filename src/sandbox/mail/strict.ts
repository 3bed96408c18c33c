/** Request bodies as a provider publishes them: what has an unknown field, a wrong type or a field too few is not taken. */
import { Ajv, type ErrorObject } from 'ajv';

export type BodySchema = Record<string, unknown>;

const ajv = new Ajv({ allowUnionTypes: true });

/** The first fault in words (`must have required property 'name'`), undefined for a body that is right. */
export type Strict = (body: unknown) => string | undefined;

/** An object of these fields and no others. */
export function strict(properties: BodySchema, required: readonly string[] = []): Strict {
  const faultOf = strictly(closed(properties, required));
  return body => faultOf(body)?.words;
}

/** The schema of an object of these fields and no others, for one that stands within another too. */
export const closed = (properties: BodySchema, required: readonly string[] = []) => ({
  ...{ type: 'object', additionalProperties: false, properties, required },
});

/** For providers whose errors tell apart what is wrong, and where. */
export interface BodyFault {
  kind: 'unknown' | 'missing' | 'type' | 'value';
  /** The field, `passwordProfile.password`; empty for the body itself. */
  field: string;
  words: string;
}

/** The first fault. */
export function strictly(schema: BodySchema): (body: unknown) => BodyFault | undefined {
  const validate = ajv.compile(schema);
  return body => (validate(body) ? undefined : faultOf(validate.errors?.[0]));
}

function faultOf({ keyword, instancePath, message, params }: Partial<ErrorObject> = {}): BodyFault {
  const { additionalProperty, missingProperty } = params ?? {};
  const place = instancePath?.slice(1) ?? '';
  return {
    kind: kinds[keyword ?? ''] ?? 'value',
    field: [...place.split('/'), additionalProperty ?? missingProperty].filter(Boolean).join('.'),
    words: [place, message ?? 'is wrong', additionalProperty].filter(Boolean).join(' '),
  };
}

const kinds: Record<string, BodyFault['kind']> = {
  additionalProperties: 'unknown',
  required: 'missing',
  type: 'type',
};
