/** What an error of somebody else says, for people. */

/** A host of several addresses fails with one error for each, and none of its own words. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}

/** The deepest cause says most: `fetch failed` hides an ECONNREFUSED. */
export function deepestReason(error: unknown): string {
  let deepest = error;
  while (deepest instanceof Error && deepest.cause instanceof Error) deepest = deepest.cause;
  return reasonOf(deepest) || String((deepest as { code?: unknown }).code);
}

/** Never more than a line of so many characters, and no HTML: a proxy answers with a page of it. */
export function oneLine(text: string, most: number): string {
  const line = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
