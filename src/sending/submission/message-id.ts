import { Transform } from 'node:stream';

/** Message-ID as it goes by: evidence from elsewhere names the message by it. A header is at the beginning. */
export function withMessageId(stream: NodeJS.ReadableStream): { body: Transform; messageId(): string | undefined } {
  const head: Buffer[] = [];
  let length = 0;
  const body = new Transform({
    transform(chunk: Buffer, _, done) {
      if (length < HEAD) head.push(chunk);
      length += chunk.length;
      done(null, chunk);
    },
  });
  stream.pipe(body);
  return {
    body,
    messageId() {
      const [header = ''] = Buffer.concat(head).toString('latin1').split('\r\n\r\n', 1);
      return /^message-id:\s*(<[^>\s]+>)/im.exec(header)?.[1];
    },
  };
}

const HEAD = 65_536;
