import { expect, type Scene } from '../scene.ts';

const DOMAIN = 'acme-mail.example';

export const listed: Scene = {
  title: 'What blocklists say: first what has changed since yesterday',
  async play({ page, run, silently, later, sandbox: { blocklists } }) {
    const clean = await silently('mailyard run --once blocklists');
    expect(clean.code === 0, 'nothing is listed');
    blocklists.enter('surbl', DOMAIN);
    later('2026-11-24T06:00:00Z', 'Tuesday morning. Yesterday every list was asked, and nothing was on any.');
    const found = await run('mailyard blocklists check');
    expect(found.code === 2 && found.text.includes(`listed: ${DOMAIN} at SURBL`), 'the listing is found');
    blocklists.remove('surbl', DOMAIN);
    page.blank();
    later('2026-11-25T06:00:00Z', 'Wednesday. Somebody has done what stands there, and the list has let go.');
    const gone = await run('mailyard run --once blocklists');
    expect(gone.code === 0 && gone.text.includes('off the list'), 'it is off the list');
    return 'Listed means: twice, at a list that passed its own test. What nobody could tell is unknown, and never clean.';
  },
};
