/** Values that only a provider's console shows: to be pasted into the inventory, and what remains to be done there then. Pure. */
import type { Estate, EstateDomain } from '../estate/estate.ts';
import { ZONE_RECORDS, type ZoneRecordsInputs } from '../estate/resource.ts';
import type { ProviderTemplate } from '../inventory/provider-template.ts';
import type { Templates } from '../inventory/template.ts';
import { sameRecord } from '../records/canonical.ts';
import type { EstateRecord } from '../records/record.ts';
import type { State } from '../state/state.ts';
import type { Task } from './task.ts';

/** A pasted value that is not written yet is no step: the plan says it, and `up` does it. */
export function providedTasks(estate: Estate, templates: Templates, state: State): Task[] {
  const domains = new Map(estate.domains.map(domain => [domain.domain, domain]));
  const written = writtenRecords(state);
  return estate.zones.flatMap(({ zone, segment, records }) => {
    const waiting = Map.groupBy(
      records.filter(({ provided }) => provided && !provided.given),
      ({ domain }) => domain,
    );
    const toPaste = [...waiting].flatMap(([of, own]) => pasteTasks(domains.get(of), own, templates));
    const toFinish = records.flatMap(record =>
      thenTasks(record, domains.get(record.domain), templates, () => written(segment, zone, record)),
    );
    return [...toPaste, ...toFinish];
  });
}

/** Whether an earlier run has written it. */
function writtenRecords({ stacks }: State): (segment: string, zone: string, record: EstateRecord) => boolean {
  const zones = stacks.flatMap(({ stack, resources }) =>
    resources
      .filter(({ type }) => type === ZONE_RECORDS)
      .map(({ inputs }) => ({ stack, ...(inputs as unknown as ZoneRecordsInputs) })),
  );
  const known = new Map(zones.map(({ stack, zone, records }) => [`${stack} ${zone}`, records]));
  return (segment, zone, record) => {
    const before = known.get(`${segment} ${zone}`)?.[record.key];
    return before !== undefined && sameRecord(before, record);
  };
}

/** One for each place of a console: three tokens that stand side by side are one step. */
function pasteTasks(domain: EstateDomain | undefined, waiting: EstateRecord[], { providers }: Templates): Task[] {
  if (!domain) return [];
  const wanted = new Map(
    waiting.flatMap(({ provided }) =>
      provided
        ? provided.values.map(value => [`${provided.provider} ${value}`, [provided.provider, value]] as const)
        : [],
    ),
  );
  const values = [...wanted.values()].flatMap(([provider, value]) => {
    const template = providers.get(provider);
    return template?.provided[value] ? [{ template, value }] : [];
  });
  const places = Map.groupBy(values, ({ template, value }) => `${template.name} ${template.provided[value]?.where}`);
  return [...places.values()].map(place => pasteTask(domain, place));
}

function pasteTask(domain: EstateDomain, place: { template: ProviderTemplate; value: string }[]): Task {
  const [{ template, value: first }] = place as [(typeof place)[number]];
  const { where, link, description } = template.provided[first] ?? { where: '', description: '' };
  const names = place.map(({ value }) => value);
  const what =
    names.length === 1 ? `${lower(description)} (\`${first}\`)` : names.map(name => `\`${name}\``).join(', ');
  return {
    id: `paste-${kebab(first)}`,
    provider: template.name,
    title: `${template.title}: ${names.join(', ')}`,
    segment: domain.segment,
    domain: domain.domain,
    text: `Copy ${what} from ${template.title}: ${where}.`,
    ...(link && { link }),
    values: [],
    paste: names.map(name => ({ key: `values.${template.name}.${name}`, at: domain.position })),
    after: [],
    done: names.map(name => ({ sees: 'value', domain: domain.domain, name })),
  };
}

/** What the provider wants to be told once it can see the record. */
function thenTasks(
  { source, name, type, content, provided }: EstateRecord,
  domain: EstateDomain | undefined,
  { providers }: Templates,
  isWritten: () => boolean,
): Task[] {
  const template = providers.get(source);
  const given = domain?.settings.values[source];
  if (provided || !domain || !template || !given) return [];
  return Object.entries(template.provided).flatMap(([value, { then, link }]): Task[] => {
    if (!then || given[value] === undefined || !content.includes(given[value]) || !isWritten()) return [];
    const doneKey = `${template.name}-${then.id}`;
    return [
      {
        id: then.id,
        provider: template.name,
        title: `${template.title}: ${then.id.replaceAll('-', ' ')}`,
        segment: domain.segment,
        domain: domain.domain,
        text: then.says,
        ...(link && { link }),
        values: [],
        after: [{ sees: 'record', name, type, content }],
        done: [],
        doneKey,
        said: domain.settings.done.includes(doneKey),
      },
    ];
  });
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

/** `The DKIM key` in the middle of a sentence; `MX host` stays. */
const lower = (text: string): string =>
  /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
