/** Small questions that explanations ask of a domain. */
import type { Domain } from '../inventory/model.ts';
import type { DomainContext, Sender } from '../records/context.ts';
import type { Reason } from './explanation.ts';
import { type Around, itemPlace, settingPlace } from './places.ts';

export type Use = 'mail provider' | 'relay' | 'leaving';

/** Everything that sends or has sent for the domain, with the setting that names it. */
export function sendersOf(context: DomainContext): { sender: Sender; use: Use }[] {
  const { mailProvider } = context.settings;
  const use = ({ template }: Sender): Use => (template.name === mailProvider ? 'mail provider' : 'relay');
  return [
    ...context.senders.map(sender => ({ sender, use: use(sender) })),
    ...[...context.leaving, ...context.left].map(sender => ({ sender, use: 'leaving' as const })),
  ];
}

/** The setting that brings a template in, with its place. */
export function useOf(name: string, domain: Domain, around: Around): Pick<Reason, 'setting' | 'place'> {
  const { mailProvider, relays, leaving } = domain.settings;
  if (name === mailProvider) return { setting: 'mailProvider', place: settingPlace(domain, 'mailProvider') };
  const [list, uses] = relays.some(relay => relay.name === name)
    ? (['relays', relays] as const)
    : (['leaving', leaving] as const);
  const index = uses.findIndex(use => use.name === name);
  return { setting: list, place: itemPlace(domain, list, [index], around) };
}

/** A setting as the reason for a part of a value. */
export function because(part: string, setting: string, domain: Domain, note?: string): Reason {
  return { part, setting, place: settingPlace(domain, setting), ...(note && { note }) };
}
