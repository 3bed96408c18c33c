import { WRITER } from '../own.ts';
import { expect, type Scene } from '../scene.ts';

const ASKED = `mailyard throttle ${WRITER}`;
const FIVE = `${ASKED} --count 5 --take`;

export const throttled: Scene = {
  title: 'An hour has its share, and day one has no 51st message',
  async play({ page, run, silently, later }) {
    later('2026-11-23T07:40:00Z', '08:40, and five letters are to leave:');
    const first = await run(FIVE, { first: 1 });
    expect(first.code === 0, 'five messages may go');
    page.blank();
    const sixth = await run(`${ASKED} --take`);
    expect(sixth.code === 2 && sixth.text.includes('from 09:00'), 'the sixth waits for the next hour');
    for (let hour = 9; hour < 18; hour++) {
      later(`2026-11-23T${String(hour - 1).padStart(2, '0')}:40:00Z`);
      expect((await silently(FIVE)).code === 0, `five more may go after ${hour}:00`);
    }
    page.blank();
    page.output('17:40. In each hour since, five more have left, fifty in all; and one more?');
    page.blank();
    const last = await run(`${ASKED} --take`, { first: 2 });
    expect(last.code === 2 && last.text.includes('50 of 50'), 'the 51st message is refused');
    expect(last.text.includes('from Tue 24 Nov 2026 08:00'), 'it is told when it may go');
    return 'A grant is in the ledger before the answer is given. Programs ask over HTTP, and mail programs submit through `mailyard submission`.';
  },
};
