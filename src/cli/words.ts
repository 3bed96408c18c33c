/** `1 zone`, `3 zones`, `2 mailboxes`, `4 queries`, `1,200 records`. */
export function counted(number: number, word: string): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? word : plural(word)}`;
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|ch)$/.test(word) ? `${word}es` : `${word}s`;
}
