/** Every resource type of Mailyard, ready to act on the services that the environment names. */
import { type Accounts, openAccounts } from '../cloudflare/accounts.ts';
import { createCloudflare } from '../cloudflare/client.ts';
import { sourcesFromEnvironment } from '../load-estate.ts';
import { type Allowed, allowFromEnvironment, parseAllow } from '../plan/allow.ts';
import { planFileOf, readPlanFile } from '../plan-file.ts';
import { openBudget } from '../rate/budget.ts';
import { projectFolder } from '../state/backend.ts';
import { heldTo } from './held.ts';
import { type Mail, mailFrom } from './mail.ts';
import { mailDomain } from './mail-domain/mail-domain.ts';
import { mailDomainReady } from './mail-domain/mail-domain-ready.ts';
import { mailbox } from './mailbox/mailbox.ts';
import { mtaStsPolicy } from './mta-sts-policy/mta-sts-policy.ts';
import { type Policies, policiesFrom } from './mta-sts-policy/policies.ts';
import type { ResourceType } from './provider.ts';
import { zoneRecords } from './zone-records/zone-records.ts';

export interface Surroundings {
  env: NodeJS.ProcessEnv;
  note: (urn: string, message: string) => void;
}

/**
 * For Pulumi, which starts the plugin in the folder of the project's `main`. A missing token is said when the first call needs
 * it, so that a preview without changes needs none.
 */
export function liveTypes({ env, note }: Surroundings): ResourceType[] {
  const { client } = openAccounts(variable =>
    createCloudflare({
      token: env[variable],
      variable,
      baseUrl: env.CLOUDFLARE_BASE_URL,
      budget: openBudget({ onWarning: text => note('', text) }),
      onWait: ({ seconds, reason }) => note('', `Waiting ${seconds} s: ${reason}.`),
    }),
  );
  const allowed = parseAllow(allowFromEnvironment(env.MAILYARD_ALLOW));
  const sources = sourcesFromEnvironment(env, projectFolder(process.cwd()) ?? '.');
  const mail = mailFrom({ env, sources, note: text => note('', text) });
  return heldByEnvironment(
    env,
    resourceTypes({ cloudflare: client, allowed, policies: policiesFrom(env), mail, note }),
  );
}

/** Under MAILYARD_PLAN the types do what that plan says; a file that cannot be read refuses every change. */
export function heldByEnvironment(env: NodeJS.ProcessEnv, types: ResourceType[]): ResourceType[] {
  const file = planFileOf(undefined, env);
  return file ? heldTo(() => readPlanFile(file), types) : types;
}

export function resourceTypes(dependencies: {
  cloudflare: Accounts['client'];
  allowed: Allowed;
  policies: Policies;
  mail: Mail;
  note: (urn: string, message: string) => void;
}): ResourceType[] {
  const { cloudflare, policies, mail, note } = dependencies;
  // Each type has inputs of its own; the engines hand on what the type itself wrote or checked.
  return [
    zoneRecords(dependencies),
    mtaStsPolicy({ ...policies, cloudflare, note }),
    mailDomain(mail),
    mailDomainReady({ ...mail, note }),
    mailbox({ ...mail, note }),
  ] as unknown as ResourceType[];
}
