import { everything } from '../live.ts';
import { BY_HAND, expect, type Scene } from '../scene.ts';

const ZONE = 'acme-people.example';
const FOREIGN = '"v=spf1 include:spf.newsletter.example ~all"';

export const foreign: Scene = {
  title: "Someone else's record stands in the way",
  async play({ page, run, edit, sandbox: { cloudflare } }) {
    const added = { type: 'TXT', name: ZONE, content: FOREIGN, ttl: 3600 };
    const [record] = cloudflare.editByHand(ZONE, { add: added });
    page.output(`A newsletter tool adds a second SPF record to ${ZONE}:\n  TXT @ ${FOREIGN}`);
    page.blank();
    const takeBack = edit({
      file: 'domains/pool-b.yaml',
      from: `  - ${ZONE}`,
      to: `  - domain: ${ZONE}\n    sendingIps: [192.0.2.25]`,
    });
    const before = everything(cloudflare);
    const { code, text } = await run('mailyard up --yes --engine embedded', { until: BY_HAND });
    expect(code === 1 && text.includes(FOREIGN), 'the zone is refused, with the record in the way');
    expect(everything(cloudflare).join() === before.join(), 'nothing was written');
    takeBack();
    cloudflare.editByHand(ZONE, { remove: { id: record?.id } });
    return 'Two SPF records are a permanent error (RFC 7208 §4.5): refused, and not a byte of the zone was touched.';
  },
};
