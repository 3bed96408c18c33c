/** Takes a signer that rotates by the provider's own call as far as it can go now. */
import type { EstateDomain } from '../../estate/estate.ts';
import { noteProviderRotation, providerRotation } from '../../ledger/dkim-provider-rotations.ts';
import { gate, type Passed } from '../gate.ts';
import type { Runtime } from '../runtime.ts';
import { providerRotate } from './actions/provider-rotate.ts';
import { noteState, type ProviderStep, providerStep } from './provider-step.ts';
import { ringSettings } from './ring.ts';
import type { SelfRotating } from './signer.ts';

export interface ProviderAdvanced {
  domain: string;
  signer: string;
  step: ProviderStep;
  passed?: Passed;
}

/** Throws where the provider does not say how far it is: nothing is begun then. */
export async function advanceProvider(
  runtime: Runtime,
  home: EstateDomain,
  signer: SelfRotating,
  signs: string,
  told = false,
): Promise<ProviderAdvanced> {
  const { ledger, now } = runtime;
  const of = { domain: signs, signer: signer.name };
  const before = await providerRotation(ledger, of);
  const seen = await signer.state(signs);
  const known = noteState(before, seen, of, now());
  if (known !== before) await noteProviderRotation(ledger, known);
  const about = { title: signer.title, asks: signer.rotate !== undefined };
  const step = providerStep(known, seen, ringSettings(home.settings), about, now());
  if (step.do === 'wait') return { ...of, step };
  const passed = await gate(runtime, providerRotate, {
    ...{ subject: `${signs}/${signer.name}`, segment: home.segment, domain: home.domain, why: step.why },
    ...{ parameters: { of: home.domain, ...of }, evidence: seen, mode: told ? 'told' : home.settings.modes.dkim },
  });
  return { ...of, step, passed };
}
