/** Every resource type of Mailyard, ready to act on the services that the environment names. */
import type { CloudflareDns } from '../cloudflare/api.ts';
import { openBudget } from '../cloudflare/budget.ts';
import { createCloudflare } from '../cloudflare/client.ts';
import { checkToken } from '../cloudflare/token.ts';
import { type Allowed, allowFromEnvironment, parseAllow } from '../plan/allow.ts';
import { planFileOf, readPlanFile } from '../plan-file.ts';
import { heldTo } from './held.ts';
import type { ResourceType } from './provider.ts';
import { zoneRecords } from './zone-records/zone-records.ts';

export interface Surroundings {
  env: NodeJS.ProcessEnv;
  note: (urn: string, message: string) => void;
}

/** For Pulumi: a missing token is said when the first call needs it, so that a preview without changes needs none. */
export function liveTypes({ env, note }: Surroundings): ResourceType[] {
  const cloudflare = lazily(() =>
    createCloudflare({
      token: checkToken(env.CLOUDFLARE_API_TOKEN),
      baseUrl: env.CLOUDFLARE_BASE_URL,
      budget: openBudget({ onWarning: text => note('', text) }),
      onWait: ({ seconds, reason }) => note('', `Waiting ${seconds} s: ${reason}.`),
    }),
  );
  const allowed = parseAllow(allowFromEnvironment(env.MAILYARD_ALLOW));
  return heldByEnvironment(env, resourceTypes({ cloudflare, allowed, note }));
}

/** Under MAILYARD_PLAN the types do what that plan says; a file that cannot be read refuses every change. */
export function heldByEnvironment(env: NodeJS.ProcessEnv, types: ResourceType[]): ResourceType[] {
  const file = planFileOf(undefined, env);
  return file ? heldTo(() => readPlanFile(file), types) : types;
}

export function resourceTypes(dependencies: {
  cloudflare: CloudflareDns;
  allowed: Allowed;
  note: (urn: string, message: string) => void;
}): ResourceType[] {
  // Each type has inputs of its own; the engines hand on what the type itself wrote or checked.
  return [zoneRecords(dependencies) as unknown as ResourceType];
}

function lazily(make: () => CloudflareDns): CloudflareDns {
  let made: CloudflareDns | undefined;
  const client = () => {
    made ??= make();
    return made;
  };
  return {
    zone: async name => client().zone(name),
    records: async zoneId => client().records(zoneId),
    batch: async (zone, batch) => client().batch(zone, batch),
    get calls() {
      return made?.calls ?? 0;
    },
  };
}
