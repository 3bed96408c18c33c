/** The provider plugin's process. Tokens come from the environment, never from the stack's configuration. */
import { manifest } from '../install.ts';
import { endWithEngine } from './grpc/end-with-engine.ts';
import { serveProvider } from './grpc/serve.ts';
import { liveTypes } from './types.ts';

// After the engine's own flags, of which some have a value of their own.
const engineAddress = process.argv.slice(2).at(-1);
// Without one it was started by hand, for an engine that attaches to it.
if (engineAddress) endWithEngine();
const plugin = { name: 'mailyard', version: manifest().version };
const port = await serveProvider(note => liveTypes({ env: process.env, note }), plugin, engineAddress);

// The engine reads the port from the first line; anything before it would break the start.
process.stdout.write(`${port}\n`);
