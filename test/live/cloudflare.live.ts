/** `npm run test:live`: the story on a real zone, which the environment names. */
import { cloudflareStory } from './story.ts';

const { MAILYARD_LIVE_ZONE: zone, CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_BASE_URL } = process.env;
if (!zone || !token) {
  throw new Error(
    'Set MAILYARD_LIVE_ZONE to a zone of yours at Cloudflare, and CLOUDFLARE_API_TOKEN to a token with Zone:Read, DNS:Read and ' +
      'DNS:Edit on it. The story works below a random name, mailyard-test-….<zone>, and removes all that it made.',
  );
}

cloudflareStory(async () => ({ zone, env: { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_BASE_URL } }));
