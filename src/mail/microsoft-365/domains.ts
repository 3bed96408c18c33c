/** Domains: added, proved by a TXT record, then given the Email service, for which Exchange names its MX host. */
import type { DomainCalls, LiveDomain, Readiness } from '../adapter.ts';
import { isFailure, ProviderFailure, unlessMissing } from '../failure.ts';
import type { Domain, Graph } from './api.ts';

export function domainCalls(graph: Graph): DomainCalls {
  async function live(domain: string): Promise<LiveDomain> {
    const records = await graph.verificationRecords(domain);
    const verification = records.find(record => record.recordType === 'Txt')?.text;
    return { values: verification ? { verification } : {} };
  }

  /** Graph refuses until it sees the record, and does not document how it says so: its own words are passed on. */
  async function proved(domain: string): Promise<Domain | string> {
    try {
      await graph.verifyDomain(domain);
      return await graph.domain(domain);
    } catch (error) {
      if (!isFailure(error, 'refused')) throw error;
      return `the TXT record that proves ownership; ${error.message.replace(/\.$/, '')}`;
    }
  }

  return {
    read: async domain => ((await unlessMissing(graph.domain(domain))) ? live(domain) : undefined),
    async add(domain) {
      try {
        await graph.addDomain(domain);
      } catch (error) {
        // How a duplicate is refused is not documented: whether it is one, the domain itself says.
        if (!isFailure(error, 'refused') || !(await unlessMissing(graph.domain(domain)))) throw error;
        throw new ProviderFailure('exists', error.message, { cause: error });
      }
      return live(domain);
    },
    async verify(domain): Promise<Readiness> {
      let state: Domain | string = await graph.domain(domain);
      if (!state.isVerified) state = await proved(domain);
      if (typeof state === 'string') return { ready: false, waitingFor: state };
      const { supportedServices } = state;
      if (!supportedServices.includes('Email')) await graph.setServices(domain, [...supportedServices, 'Email']);
      const records = await graph.serviceRecords(domain);
      const mx = records.find(
        record => record.recordType === 'Mx' && record.supportedService === 'Email',
      )?.mailExchange;
      if (!mx) return { ready: false, waitingFor: `Exchange Online to name the MX host of ${domain}` };
      return { ready: true, values: { mx: mx.toLowerCase().replace(/\.$/, '') } };
    },
    async remove(domain) {
      try {
        await unlessMissing(graph.removeDomain(domain));
      } catch (error) {
        if (!isFailure(error, 'refused')) throw error;
        throw new ProviderFailure('refused', error.message, {
          fix: `Users, groups or apps still carry addresses at ${domain}: delete or rename them first, then run it again.`,
          cause: error,
        });
      }
    },
  };
}
