/** `1 zone`, `3 zones`, `2 mailboxes`, `1,200 records`. */
export function counted(number: number, word: string): string {
  const plural = /(s|x|ch)$/.test(word) ? `${word}es` : `${word}s`;
  return `${number.toLocaleString('en-US')} ${number === 1 ? word : plural}`;
}
