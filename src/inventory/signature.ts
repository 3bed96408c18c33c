/** Signatures with variables: what may stand in them, and the HTML that providers take. Pure. */
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';

export const signatureVariables = ['name', 'user', 'address', 'domain', 'organization', 'persona'] as const;

export type SignatureValues = { [K in (typeof signatureVariables)[number]]?: string };

// Braces around anything else are left alone: style sheets have them too.
const VARIABLE = /\{([A-Za-z][\w-]*)\}/g;
// `<alex@acme.example>` is an address, not a tag.
const TAG = /<\/?[a-z][a-z0-9]*(\s[^<>]*)?\/?>/i;

const known = (name: string): name is keyof SignatureValues => (signatureVariables as readonly string[]).includes(name);

const variablesIn = (signature: string): string[] => [
  ...new Set(Array.from(signature.matchAll(VARIABLE), ([, name = '']) => name)),
];

export function signatureProblems(signature: string): Problem[] {
  return variablesIn(signature)
    .filter(name => !known(name))
    .map(name => {
      const meant = nearest(name, [...signatureVariables]);
      return {
        rule: 'unknown-variable',
        message: `\`{${name}}\` is no variable of a signature.`,
        fix: meant ? `Write \`{${meant}}\`.` : `There are ${signatureVariables.map(each => `{${each}}`).join(', ')}.`,
      };
    });
}

/** Its variables that have no value here. */
export const gapsIn = (signature: string, values: SignatureValues): string[] =>
  variablesIn(signature).filter(name => known(name) && values[name] === undefined);

/** HTML: where it has a tag it is HTML already, else its lines become lines. A variable without a value is left out. */
export function signatureHtml(signature: string, values: SignatureValues): string {
  const text = signature.trim();
  const html = TAG.test(text) ? text : escaped(text).replace(/\r?\n/g, '<br>\n');
  return html.replace(VARIABLE, (whole, name: string) => (known(name) ? escaped(values[name] ?? '') : whole));
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, sign => ENTITIES[sign] ?? sign);
