/** What is known beside the inventories: `templates/`, by kind and name. */
import type { AdapterFacts } from '../mail/capabilities.ts';
import type { Blocklist } from './blocklist.ts';
import type { PriceList } from './price.ts';
import type { Profile } from './profile.ts';
import type { ProviderTemplate } from './provider-template.ts';
import type { Receiver } from './receiver.ts';
import type { Scale } from './scale.ts';
import type { Audience, WarmupSchedule } from './warmup-schedule.ts';

export interface Templates {
  providers: Map<string, ProviderTemplate>;
  profiles: Map<string, Profile>;
  warmups: Map<string, WarmupSchedule>;
  audiences: Map<string, Audience>;
  prices: Map<string, PriceList>;
  scales: Map<string, Scale>;
  receivers: Map<string, Receiver>;
  blocklists: Map<string, Blocklist>;
  /** What Mailyard can do at a provider by its API, by the name of its template. */
  adapters: Map<string, AdapterFacts>;
}
