/** A multipart body, read into its parts: how a Worker is uploaded. */
export interface FormPart {
  text: string;
  /** Without its parameters; empty where none was given. */
  type: string;
}

export type Form = ReadonlyMap<string, FormPart>;

/** Undefined where the body is something else. */
export async function readForm(body: Buffer, contentType = ''): Promise<Form | undefined> {
  if (!/^multipart\/form-data\s*;/i.test(contentType)) return undefined;
  const data = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  const parts = Array.from(data, async ([name, value]): Promise<[string, FormPart]> => {
    if (typeof value === 'string') return [name, { text: value, type: '' }];
    return [name, { text: await value.text(), type: value.type.split(';', 1)[0] ?? '' }];
  });
  return new Map(await Promise.all(parts));
}
