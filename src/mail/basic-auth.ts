/** HTTP Basic, RFC 7617: in UTF-8, as every provider expects it. */
export const basicAuth = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
