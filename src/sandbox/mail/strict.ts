/** Request bodies as a provider publishes them: what has an unknown field, a wrong type or a field too few is not taken. */
import { Ajv } from 'ajv';

export type BodySchema = Record<string, unknown>;

const ajv = new Ajv({ allowUnionTypes: true });

/** The first fault in words (`must have required property 'name'`), undefined for a body that is right. */
export type Strict = (body: unknown) => string | undefined;

/** An object of these fields and no others. */
export function strict(properties: BodySchema, required: readonly string[] = []): Strict {
  const validate = ajv.compile({ type: 'object', additionalProperties: false, properties, required });
  return body => {
    if (validate(body)) return undefined;
    const { instancePath = '', message = 'is wrong', params = {} } = validate.errors?.[0] ?? {};
    return [instancePath.slice(1), message, params.additionalProperty].filter(Boolean).join(' ');
  };
}
