/** The fake cloud as a plugin of the real Pulumi CLI: `fake-provider.ts CLOUD_FOLDER ENGINE_ADDRESS`. */
import { serveProvider } from '../../src/provider/grpc/serve.ts';
import { fakeCloud } from './fake-cloud.ts';

const [folder = '', ...rest] = process.argv.slice(2);
const fails = new Set((process.env.FAKE_FAILS ?? '').split(',').filter(name => name !== ''));
const cloud = fakeCloud(folder, { fails });
const address = rest.find(argument => !argument.startsWith('-'));
process.stdout.write(`${await serveProvider(() => [cloud.type], { name: 'fake', version: '0.1.0' }, address)}\n`);
