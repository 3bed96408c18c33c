/**
 * `mailyard:index:MailDomainReady`: its provider has seen the domain's records and takes mail for it. It is done once that is so,
 * so that mailboxes and MX, which depend on it, come only then. With `signs` the provider is asked to sign, after all of them.
 */
import { MailyardError } from '../../error.ts';
import { MAIL_DOMAIN_READY, type MailDomainReadyInputs } from '../../estate/resource.ts';
import type { MailProviders } from '../../mail/providers.ts';
import type { Created, ResourceType } from '../provider.ts';
import { until, type Waiting } from '../until.ts';
import { checkMailDomain, domainCalls } from './form.ts';
import { mailDomainDiff } from './mail-domain.ts';

/** What is known only once it is ready, by the names of the provider's template. */
type Outputs = Record<string, string>;
type Done = Created<MailDomainReadyInputs, Outputs>;

export interface MailDomainReadyDependencies {
  providers: MailProviders;
  waiting: Omit<Waiting, 'onWait'>;
  note: (urn: string, message: string) => void;
}

export function mailDomainReady({
  providers,
  waiting,
  note,
}: MailDomainReadyDependencies): ResourceType<MailDomainReadyInputs, Outputs> {
  async function seen(urn: string, inputs: MailDomainReadyInputs): Promise<Done> {
    const { domain, signs } = inputs;
    const provider = await providers.open(inputs.provider, inputs.account);
    const calls = domainCalls(provider);
    let outputs: Outputs = {};
    const ask = async () => {
      const readiness = await (signs && calls.sign ? calls.sign(domain) : calls.verify(domain));
      if (!readiness.ready) return readiness.waitingFor;
      outputs = readiness.values ?? {};
      return undefined;
    };
    const onWait = (reason: string, seconds: number) => {
      const most = `at most ${waiting.patience / 1000} s`;
      const long = seconds > 0 ? `${seconds} s so far, ${most}` : most;
      note(urn, `Waiting until ${provider.title} ${signs ? 'signs' : 'is ready'} for ${domain} (${long}): ${reason}.`);
    };
    const ended = await until(ask, { ...waiting, onWait });
    if (ended) throw notReady(provider.title, inputs, ended);
    return { id: domain, inputs, outputs };
  }

  return {
    type: MAIL_DOMAIN_READY,
    check: checkMailDomain(MAIL_DOMAIN_READY),
    diff: mailDomainDiff,
    create: async ({ urn, inputs, preview }) =>
      preview ? { id: inputs.domain, inputs, outputs: {} } : seen(urn, inputs),
    update: async ({ urn, inputs, preview, oldOutputs }) =>
      preview ? { id: inputs.domain, inputs, outputs: oldOutputs } : seen(urn, inputs),
    /** Whether its records still stand is for `drift` and `audit` to say. */
    read: async ({ id, inputs, outputs = {} }) => (inputs ? { id, inputs, outputs } : undefined),
    delete: async () => {},
  };
}

type Ended = { reason: string; seconds: number };

function notReady(title: string, { domain, signs }: MailDomainReadyInputs, { reason, seconds }: Ended): MailyardError {
  const message = signs
    ? `${title} does not sign for ${domain} after ${seconds} s: ${reason}. Until then its mail is not signed.`
    : `${title} is not ready for ${domain} after ${seconds} s: ${reason}. Its mailboxes and MX records wait.`;
  return new MailyardError('domain-not-ready', message, {
    fix: 'Run `up` again, which goes on from here. MAILYARD_PROVIDER_WAIT sets how many seconds to wait.',
  });
}
