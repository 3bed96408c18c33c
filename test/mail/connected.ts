/** An adapter at its twin, over HTTP as in life: the twin's clock moves instead of anybody waiting. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { MailAdapter, MailService } from '../../src/mail/adapter.ts';
import { type ConnectOptions, connect } from '../../src/mail/connect.ts';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import type { MailTwin, MailTwinOptions } from '../../src/sandbox/mail/twin.ts';
import { templates } from '../support/estate.ts';

export interface AtTwin<T extends MailTwin = MailTwin> {
  twin: T;
  service: Required<MailService>;
  /** With other credentials, another account, another rate. */
  again(account?: Record<string, unknown>, options?: Partial<ConnectOptions>): Required<MailService>;
  /** What was sent since the last look, as `POST /v1/domains`. */
  sent(): string[];
}

export async function atTwin<O extends MailTwinOptions, T extends MailTwin>(
  adapter: MailAdapter,
  start: (options?: O) => Promise<T>,
  options: NoInfer<Partial<O>> = {},
): Promise<AtTwin<T>> {
  const clock = sandboxClock(Date.UTC(2026, 10, 26));
  const twin = await start({ clock, ...options } as O);
  const folder = await mkdtemp(join(tmpdir(), 'mailyard-'));
  onTestFinished(async () => {
    await twin.close();
    await rm(folder, { recursive: true });
  });
  const again: AtTwin<T>['again'] = (account = {}, changed = {}) =>
    connect(
      adapter,
      templates().providers.get(adapter.facts.name)?.title ?? adapter.facts.name,
      { ...twin.account, ...account },
      {
        env: twin.env,
        folder,
        rate: { calls: 100_000, seconds: 1 },
        clock: clock.now,
        sleep: async milliseconds => clock.advance(milliseconds),
        random: () => 0,
        timeout: 2000,
        ...changed,
      },
    ).service as Required<MailService>;
  return {
    twin,
    service: again(),
    again,
    sent() {
      const lines = twin.calls.map(({ method, path }) => `${method} ${path}`);
      twin.resetCalls();
      return lines;
    },
  };
}
