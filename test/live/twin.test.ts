/** The story that `npm run test:live` tells on a real zone, on the twin: it must not be tried for the first time on a real one. */
import { afterAll } from 'vitest';
import { startSandbox } from '../../src/sandbox/start.ts';
import { cloudflareStory } from './story.ts';

const zone = 'whole-zone.example';
const sandbox = await startSandbox();
afterAll(() => sandbox.close());

sandbox.cloudflare.addZone(zone);
for (const name of ['@', 'www', 'mailyard-test']) {
  sandbox.cloudflare.editByHand(zone, {
    add: { type: 'A', name, content: '192.0.2.44', ttl: 300, comment: 'the shop' },
  });
}
sandbox.cloudflare.editByHand(zone, {
  add: { type: 'MX', name: '@', content: 'mx.other.example', priority: 5, ttl: 600 },
});

cloudflareStory(async () => ({ zone, env: { ...sandbox.env } }));
