/** The provider plugin's process. Tokens come from the environment, never from the stack's configuration. */
import { createRequire } from 'node:module';
import { serveProvider } from '../../src/provider/grpc/serve.ts';
import { liveTypes } from '../../src/provider/types.ts';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
// After the engine's own flags, of which some have a value of their own.
const engineAddress = process.argv.slice(2).at(-1);
const port = await serveProvider(note => liveTypes({ env: process.env, note }), version, engineAddress);

// The engine reads the port from the first line; anything before it would break the start.
process.stdout.write(`${port}\n`);
