import { writeFileSync } from 'node:fs';
import { OTHER, WRITER } from '../own.ts';
import { expect, type Scene } from '../scene.ts';
import { weekOf } from '../week.ts';

const COMPLAINED = 'acme-people.example';
const monday = '2026-11-23';

export const alerts: Scene = {
  title: 'What became of the mail: two alerts, a hold, and one message in Slack',
  async play({ page, run, later, sandbox: { slack } }) {
    const weeks = {
      'letters.jsonl': weekOf({ mailbox: WRITER, monday, perDay: 50, bounced: 2 }),
      'reach.jsonl': weekOf({ mailbox: `alex.reed@${OTHER}`, monday, perDay: 25, bounced: 3, blocked: true }),
      'people.jsonl': weekOf({ mailbox: `alex.reed@${COMPLAINED}`, monday, perDay: 120, complained: 1 }),
    };
    for (const [file, lines] of Object.entries(weeks)) writeFileSync(file, `${lines.join('\n')}\n`);
    later('2026-11-30T07:00:00Z', 'Monday, 30 November. The programs that send hand over their week:');
    page.typed('head -1 reach.jsonl');
    page.output(weeks['reach.jsonl'][0] ?? '');
    page.blank();
    const { code, text } = await run(`mailyard events import ${Object.keys(weeks).join(' ')} --tells-complaints`);
    expect(code === 2, 'there are alerts');
    expect(text.includes(`${OTHER}: 3.2 % of its messages bounced`), 'above 2 % bounces is an alert');
    expect(text.includes(`${OTHER} held`), 'a refusal because of who sends holds at once');
    expect(
      text.includes(`${COMPLAINED}: 0.167 % of its messages were complained about`),
      'above 0.08 % complaints too',
    );
    page.blank();
    const before = slack.messages.length;
    await run('mailyard run --once events');
    const [message, ...more] = slack.messages.slice(before);
    expect(message !== undefined && more.length === 0, 'Slack got one message');
    page.blank();
    page.output('In Slack, where each goes on with what to do:');
    page.output((message?.blocks ?? []).map(({ text }) => text.text.split('\n', 1)[0]).join('\n'));
    return 'An alert is raised once, told with the way out, and ends by itself. Fewer than 50 messages are no rate.';
  },
};
