import { spfOf } from '../live.ts';
import { BY_HAND, expect, type Scene } from '../scene.ts';

const ZONE = 'acme-team.example';

export const drift: Scene = {
  title: 'Someone changes a record by hand',
  async play({ page, run, sandbox: { cloudflare } }) {
    const before = spfOf(cloudflare, ZONE);
    const opened = before.content.replace('-all', '+all');
    cloudflare.editByHand(ZONE, { change: { id: before.id }, to: { content: opened } });
    page.output(`In Cloudflare's dashboard, ${ZONE} now says: everybody may send in its name.`);
    page.blank();
    const found = await run('mailyard drift');
    expect(found.code === 2 && found.text.includes('+all'), '`drift` finds the change');
    page.blank();
    const repaired = await run('mailyard up --refresh --yes --engine embedded', { until: BY_HAND });
    expect(repaired.code === 0 && spfOf(cloudflare, ZONE).content === before.content, 'the record is as it was');
    return '`drift` only reads; `up --refresh` takes the live zones into the state, then puts them right.';
  },
};
