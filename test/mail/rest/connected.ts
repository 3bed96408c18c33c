/** A described API, connected: on the twin's clock, with a budget of its own, and no waiting. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DomainCalls, MailboxCalls, MailService } from '../../../src/mail/adapter.ts';
import { type Account, connect } from '../../../src/mail/connect.ts';
import type { ApiTemplate } from '../../../src/mail/rest/facts.ts';
import { restAdapter } from '../../../src/mail/rest/index.ts';
import type { HttpTwin } from '../../../src/sandbox/http/twin.ts';

type Twin = HttpTwin & { account: Account; env: Record<string, string> };

export function connected(
  template: ApiTemplate,
  twin: Twin,
  more: { account?: Account; env?: NodeJS.ProcessEnv } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-rest-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const waits: string[] = [];
  const { service } = connect(
    restAdapter(template),
    template.title,
    { ...twin.account, ...more.account },
    {
      env: more.env ?? twin.env,
      folder,
      clock: twin.clock.now,
      sleep: async milliseconds => twin.clock.advance(milliseconds),
      random: () => 0,
      rate: { calls: 10_000, seconds: 1 },
      onWait: ({ reason }) => waits.push(reason),
    },
  );
  const { mailboxes, domains } = service as MailService & {
    mailboxes: Required<MailboxCalls>;
    domains: Required<DomainCalls>;
  };
  return { service, mailboxes, domains, waits };
}
