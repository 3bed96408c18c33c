/** The log: JSON for machines, lines for people, and no secret in either. */
import { expect, test } from 'vitest';
import { type LogOptions, openLog } from '../../src/runtime/log.ts';

const env = {
  MAILYARD_API_TOKEN: 'a-token-of-the-api',
  MAILYARD_SLACK_WEBHOOK: 'https://hooks.slack.com/services/T/B/secret',
  DATABASE_URL: 'postgres://alex:p%40ss-word@db.example/mail',
  STALWART_PASSWORD: 'with "quotes"',
  SHORT_TOKEN: 'ab',
  PATH: '/usr/bin',
};

function written(options: Partial<LogOptions>, say: (log: ReturnType<typeof openLog>) => void): string {
  let text = '';
  const write = (line: string) => {
    text += line;
  };
  say(openLog({ level: 'info', plain: false, env, write, ...options }));
  return text;
}

test('one JSON object a line, with the level as a word and the time in UTC', () => {
  const line = written({}, log => log.info({ job: 'dkim', findings: 2 }, 'job ended'));
  expect(JSON.parse(line)).toEqual({
    ...{ level: 'info', job: 'dkim', findings: 2, msg: 'job ended' },
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  });
});

test('plain lines on a terminal, whatever is in them', () => {
  const fields = { job: 'dkim', summary: 'two words', failures: ['\u001b[31mred'] };
  const line = written({ plain: true }, log => log.warn(fields, 'job failed'));
  expect(line).toMatch(/^\d\d:\d\d:\d\d warn {2}job failed job=dkim summary="two words" failures=\[.*red"\]\n$/);
  expect(line).not.toContain('\u001b');
});

test.each([true, false])('no secret of the environment is in a line (plain: %s)', plain => {
  const text = written({ plain }, log => {
    log.error({ reason: `refused ${env.MAILYARD_API_TOKEN}`, url: env.DATABASE_URL }, env.MAILYARD_SLACK_WEBHOOK);
    log.error({ reason: 'p@ss-word and p%40ss-word', nested: { text: env.STALWART_PASSWORD } }, 'x');
  });
  for (const secret of ['a-token-of-the-api', 'services/T/B', 'ss-word', 'quotes']) expect(text).not.toContain(secret);
  expect(text.match(/\*\*\*/g)?.length).toBeGreaterThanOrEqual(5);
});

test('what is below the level is not written, and short values take nothing out of words', () => {
  expect(written({ level: 'warn' }, log => log.info({}, 'quiet'))).toBe('');
  expect(written({}, log => log.info({}, 'about'))).toContain('about');
});
