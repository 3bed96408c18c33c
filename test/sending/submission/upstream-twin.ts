/** A provider's submission server, as far as a client sees it: takes messages as they are, and can be told to refuse or to break off. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Taken {
  user: string;
  from: string;
  to: string[];
  raw: Buffer;
}

export type Mood = 'well' | 'refuses-data' | 'breaks-off-in-data' | 'breaks-off-after-data';

export async function upstreamTwin(password = 'right') {
  const taken: Taken[] = [];
  const twin = { taken, logins: 0, port: 0, mood: 'well' as Mood, unwanted: [] as string[], close: async () => {} };
  const server = new SMTPServer({
    ...{ disabledCommands: ['STARTTLS'], allowInsecureAuth: true, disableReverseLookup: true, closeTimeout: 1 },
    onAuth({ username = '', password: given }, _, done) {
      twin.logins++;
      if (given !== password) return done(new Error('5.7.8 Bad credentials'));
      done(null, { user: username });
    },
    onRcptTo({ address }, _, done) {
      done(twin.unwanted.includes(address) ? refusal(550, '5.1.1 No such user') : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (twin.mood === 'breaks-off-in-data') drop(session.remotePort);
      });
      stream.on('end', () => {
        if (twin.mood === 'breaks-off-in-data') return;
        if (twin.mood === 'refuses-data') return done(refusal(554, '5.7.1 Not this one'));
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        taken.push({
          user: session.user ?? '',
          from,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks),
        });
        if (twin.mood === 'breaks-off-after-data') drop(session.remotePort);
        else done(null, '2.0.0 queued');
      });
    },
  });
  function drop(port: number): void {
    for (const { _socket } of server.connections) if (_socket.remotePort === port) _socket.destroy();
  }
  server.on('error', () => {});
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  twin.port = (server.server.address() as AddressInfo).port;
  twin.close = () => new Promise(resolve => server.close(() => resolve()));
  return twin;
}

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });
