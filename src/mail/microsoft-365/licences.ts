/** Seats: each mailbox takes one of a licence that somebody has bought. Mailyard never buys. */
import { ProviderFailure } from '../failure.ts';
import type { Graph, Sku } from './api.ts';

export interface Licences {
  /** Throws where the tenant has no such licence. */
  check(): Promise<void>;
  /** Seats that nobody has. Throws where the tenant has no such licence. */
  free(): Promise<number>;
  /** Counts one seat as taken and gives the SKU's id. Throws where none is free. */
  takeSeat(): Promise<string>;
}

interface Stock {
  skuId: string;
  bought: number;
  free: number;
}

/** The tenant is asked once, and again when its seats seem to be used up: somebody may have bought some meanwhile. */
export function licencesOf(graph: Graph, partNumber: string): Licences {
  let asked: Promise<Stock> | undefined;

  function stock(): Promise<Stock> {
    asked ??= graph.skus().then(skus => stockOf(skus, partNumber));
    asked.catch(() => {
      asked = undefined;
    });
    return asked;
  }

  return {
    check: async () => void (await stock()),
    free: async () => (await stock()).free,
    async takeSeat() {
      if ((await stock()).free < 1) asked = undefined;
      const current = await stock();
      if (current.free < 1) throw noSeat(partNumber, current);
      current.free -= 1;
      return current.skuId;
    },
  };
}

/** Seats in `warning` are past their end, but may still be given away (https://learn.microsoft.com/graph/api/resources/licenseunitsdetail). */
function stockOf(skus: readonly Sku[], partNumber: string): Stock {
  const sku = skus.find(each => each.skuPartNumber.toUpperCase() === partNumber.toUpperCase());
  if (!sku) throw unknownLicence(skus, partNumber);
  const bought = sku.prepaidUnits.enabled + sku.prepaidUnits.warning;
  return { skuId: sku.skuId, bought, free: bought - sku.consumedUnits };
}

function unknownLicence(skus: readonly Sku[], partNumber: string): ProviderFailure {
  const names = skus.map(sku => sku.skuPartNumber).sort();
  const has = names.length > 0 ? `it has ${names.join(', ')}` : 'it has none at all';
  return new ProviderFailure('refused', `Microsoft 365 knows no licence ${partNumber} in this tenant: ${has}.`, {
    fix: 'Set `accounts.microsoft-365.licence` to one with Exchange Online, or buy it in the Microsoft 365 admin centre.',
  });
}

function noSeat(partNumber: string, { bought, free }: Stock): ProviderFailure {
  const used = bought - free;
  return new ProviderFailure(
    'refused',
    `Microsoft 365 has no free licence ${partNumber}: ${used} of ${bought} are in use.`,
    {
      fix: 'Buy seats by hand (Microsoft 365 admin centre, Billing, Your products), or take the licence from a user who needs none.',
    },
  );
}
