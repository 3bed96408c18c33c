/** Statements of many values: SQLite takes 32,766 in one, PostgreSQL 65,535. */

/** Default: for rows of up to sixteen values. */
export function* inParts<T>(all: readonly T[], most = 2000): Generator<T[]> {
  for (let start = 0; start < all.length; start += most) yield all.slice(start, start + most);
}
