/** Texts with placeholders, such as `{dkimSelector}._domainkey`. */

/** Values by the names of placeholders; undefined: not set. */
export type Variables = Record<string, string | undefined>;

/** Their names, in the order of the text. */
export function placeholdersIn(text: string): string[] {
  return pieces(text).filter((_, index) => isName(index));
}

/** Whether every one has a value. */
export function isFilled(text: string, variables: Variables): boolean {
  return pieces(text).every((piece, index) => !isName(index) || variables[piece] !== undefined);
}

/** A placeholder without a value stays as it is, so that a provided name shows what is missing. */
export function fill(text: string, variables: Variables): string {
  return pieces(text).reduce((filled, piece, index) =>
    isName(index) ? filled + (variables[piece] ?? `{${piece}}`) : filled + piece,
  );
}

// Thousands of domains share a template, so each of its few texts is cut once.
const known = new Map<string, string[]>();

/** Text, name, text, name, … text. */
function pieces(text: string): string[] {
  let cut = known.get(text);
  if (!cut) {
    cut = text.split(/\{(\w+)\}/);
    known.set(text, cut);
  }
  return cut;
}

const isName = (index: number): boolean => index % 2 === 1;
