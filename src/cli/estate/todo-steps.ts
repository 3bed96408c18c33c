/** Every step by hand, looked at: at registrars, in consoles, at providers. */
import { failedAnswer } from '../../dns/answer.ts';
import { type Query, query } from '../../dns/client.ts';
import { askOnce } from '../../dns/once.ts';
import { resolverFrom } from '../../dns/server.ts';
import { MailyardError } from '../../error.ts';
import type { Estate } from '../../estate/estate.ts';
import type { Templates } from '../../inventory/template.ts';
import { manualSteps } from '../../mail/manual.ts';
import type { MailProviders } from '../../mail/providers.ts';
import { mailState, providerTasks, valuesOf } from '../../manual/by-provider.ts';
import { rotationTasks } from '../../manual/dkim-rotation.ts';
import { type Eyes, lookAtAll } from '../../manual/look.ts';
import { providedTasks } from '../../manual/provided.ts';
import type { ManualStep } from '../../manual/step.ts';
import type { Task } from '../../manual/task.ts';
import type { State } from '../../state/state.ts';
import { lookAtParents, type Sight, stepsOf } from '../changes/by-hand.ts';
import type { Context } from '../context.ts';
import { choosesDomain } from '../selected.ts';

export interface Known {
  estate: Estate;
  templates: Templates;
  state: State;
  /** What the parents of its zones said, where somebody has asked them already. */
  parents?: Sight;
}

/** Those that are not done, in the order of the estate; what the registrar has to do comes first. */
export async function openSteps(context: Context, known: Known): Promise<ManualStep[]> {
  const { estate, state, parents = await lookAtParents(context, estate, state) } = known;
  const seen = await lookAtAll(tasksOf(context, known), eyesOf(context, known));
  const order = new Map(estate.domains.map(({ domain }, index) => [domain, index]));
  const place = ({ domain }: ManualStep) => order.get(domain) ?? -1;
  return [...stepsOf(parents), ...seen].filter(({ state }) => state !== 'done').sort((a, b) => place(a) - place(b));
}

/** Where a provider has a step of its own for a value, that one says more. */
function tasksOf({ selection }: Context, { estate, templates, state }: Known): Task[] {
  const chosen = choosesDomain(selection);
  const own = providerTasks(estate, templates, state, manualSteps).filter(chosen);
  const asked = new Set(own.flatMap(task => valuesIn(task).map(value => `${task.domain} ${value}`)));
  const provided = providedTasks(estate, templates, state).filter(chosen);
  const rotations = rotationTasks(estate, templates).filter(chosen);
  const pasted = provided.filter(task => !valuesIn(task).some(value => asked.has(`${task.domain} ${value}`)));
  return [...pasted, ...own, ...rotations];
}

const valuesIn = ({ done }: Task): string[] => done.flatMap(sight => (sight.sees === 'value' ? [sight.name] : []));

function eyesOf({ env, sources, terminal }: Context, { estate, state }: Known): Eyes {
  const domains = new Map(estate.domains.map(domain => [domain.domain, domain]));
  const known = mailState(state);
  const ask = askOnce(patientUntilSilent(query));
  let providers: Promise<MailProviders> | undefined;
  return {
    async dns(name, type) {
      try {
        return await ask({ name, type, server: resolverFrom(env), recursion: true });
      } catch (error) {
        // Without a resolver nobody can say; what `up` has done stands all the same.
        return failedAnswer('timeout', { host: '', port: 0 }, (error as Error).message);
      }
    },
    value(task, name) {
      const domain = domains.get(task.domain);
      return domain && valuesOf(domain, task.provider, known.get(task.domain) ?? [])[name];
    },
    async provider({ domain, provider }) {
      const at = domains.get(domain)?.hostedAt;
      if (!at) throw new MailyardError('account', `no account of ${provider} stands under \`accounts\`.`);
      // Loaded only where somebody asks: most estates have no such step.
      providers ??= import('../../provider/mail.ts').then(
        ({ mailFrom }) => mailFrom({ env, sources, note: terminal.note }).providers,
      );
      return (await providers).open(at.provider, at.account);
    },
  };
}

/** So many time-outs in a row, and nobody is asked any more: a dead resolver would take seconds for each of thousands of steps. */
const SILENT = 20;

function patientUntilSilent(query: Query): Query {
  let silent = 0;
  return async request => {
    if (silent >= SILENT) return failedAnswer('timeout', request.server, 'it has not answered others either');
    const answer = await query(request);
    silent = answer.status === 'timeout' ? silent + 1 : 0;
    return answer;
  };
}
