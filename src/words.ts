/** `1 zone`, `3 zones`, `2 mailboxes`, `4 queries`, `1,200 records`. */
export function counted(number: number, word: string): string {
  return `${grouped(number)} ${number === 1 ? word : plural(word)}`;
}

/** `1,200`. By hand: the first use of Node's own formatter takes 40 ms. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `500 M`, `12.5 M`; below a million as it is, without a fraction. */
export function large(number: number): string {
  if (number < 1e6) return grouped(Math.round(number));
  return `${grouped(Number((number / 1e6).toPrecision(4)))} M`;
}

export function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|ch)$/.test(word) ? `${word}es` : `${word}s`;
}
