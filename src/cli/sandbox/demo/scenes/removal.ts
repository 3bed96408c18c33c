import { everything } from '../live.ts';
import { expect, type Scene } from '../scene.ts';

const DOMAIN = 'acme-direct.example';

export const removal: Scene = {
  title: 'A live domain is deleted from the inventory',
  async play({ run, edit, sandbox: { cloudflare } }) {
    const takeBack = edit({ file: 'domains/pool-b.yaml', from: `  - ${DOMAIN}`, to: '' });
    const before = everything(cloudflare);
    const { code, text } = await run('mailyard up --yes --engine embedded', { first: 5, last: 8 });
    expect(code === 1 && text.includes(`--allow domain=${DOMAIN}`), 'it is refused, with its override');
    expect(everything(cloudflare).join() === before.join(), 'nothing was written');
    takeBack();
    return 'Mail never goes by a deleted line alone: the refusal names the better way, and its own override.';
  },
};
