/**
 * A stand-in for Pulumi's Cloudflare plugin (@pulumi/cloudflare 6.22): it speaks Pulumi's protocol to the real CLI and acts on
 * whatever API CLOUDFLARE_BASE_URL names. It takes the inputs that the real one takes, and refuses any other.
 */
import { serveProvider } from '../../provider/grpc/serve.ts';
import { bridged } from '../pulumi/bridged.ts';
import { cloudflareApi } from './api.ts';
import { dnsRecord } from './dns-record.ts';
import { workersCustomDomain } from './workers-custom-domain.ts';
import { workersScript } from './workers-script.ts';
import { zone } from './zone.ts';
import { zoneDnssec } from './zone-dnssec.ts';
import { zoneSetting } from './zone-setting.ts';

const api = cloudflareApi(process.env);
const types = [zone, zoneDnssec, zoneSetting, dnsRecord, workersScript, workersCustomDomain].map(form =>
  bridged(form, api),
);
const port = await serveProvider(() => types, { name: 'cloudflare', version: '6.22.1' }, process.argv.at(-1));
process.stdout.write(`${port}\n`);
