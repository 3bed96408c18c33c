/** Tests never reach the internet: a connection, a datagram or a lookup that leaves this machine fails with its target. */
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';
import { pathToFileURL } from 'node:url';

// A connect to the broadcast address is refused by the kernel, and a test is about just that.
const LOCAL = /^(127\.|::1$|::ffff:127\.|localhost$|0\.0\.0\.0$|::$|255\.255\.255\.255$)/;

function refuseOutside(host: unknown): void {
  if (typeof host === 'string' && host !== '' && !LOCAL.test(host)) {
    throw new Error(`A test tried to reach ${host}. Tests use loopback only.`);
  }
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  refuseOutside(typeof first === 'object' ? (first as { host?: unknown } | null)?.host : second);
  return Reflect.apply(connect, this, args);
} as typeof connect;

const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function (this: dgram.Socket, ...args: unknown[]) {
  for (const argument of args.slice(1)) refuseOutside(argument);
  return Reflect.apply(send, this, args);
} as typeof send;

const connectDatagrams = dgram.Socket.prototype.connect;
dgram.Socket.prototype.connect = function (this: dgram.Socket, ...args: unknown[]) {
  refuseOutside(args[1]);
  return Reflect.apply(connectDatagrams, this, args);
} as typeof connectDatagrams;

const lookup = dns.lookup;
dns.lookup = ((host: string, ...rest: unknown[]) => {
  if (net.isIP(host) === 0) refuseOutside(host);
  return Reflect.apply(lookup, dns, [host, ...rest]);
}) as typeof lookup;

// Processes that a test starts are held to the same.
const guard = `--import=${pathToFileURL(import.meta.filename).href}`;
if (!process.env.NODE_OPTIONS?.includes(guard)) {
  process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, guard].filter(Boolean).join(' ');
}
