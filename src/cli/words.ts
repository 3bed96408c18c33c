/** `1 zone`, `3 zones`, `2 mailboxes`, `4 queries`, `1,200 records`. */
export function counted(number: number, word: string): string {
  return `${grouped(number)} ${number === 1 ? word : plural(word)}`;
}

/** `1,200`. By hand: the first use of Node's own formatter takes 40 ms. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|ch)$/.test(word) ? `${word}es` : `${word}s`;
}
