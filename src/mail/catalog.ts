/** The adapters that there are, as data: rules, documentation and the estate's resources go by it. Pure; `adapters.ts` has the code. */
import { facts as amazonSes } from './amazon-ses/facts.ts';
import type { AdapterFacts } from './capabilities.ts';
import { facts as googleWorkspace } from './google-workspace/facts.ts';
import { facts as mailcow } from './mailcow/facts.ts';
import { facts as mailgun } from './mailgun/facts.ts';
import { facts as microsoft365 } from './microsoft-365/facts.ts';
import { facts as migadu } from './migadu/facts.ts';
import { facts as postmark } from './postmark/facts.ts';
import { facts as purelymail } from './purelymail/facts.ts';
import { facts as stalwart } from './stalwart/facts.ts';
import { facts as zoho } from './zoho/facts.ts';

/** Only what is complete stands here. In the order of docs/providers.md. */
export const adapterFacts: readonly AdapterFacts[] = [
  amazonSes,
  googleWorkspace,
  mailcow,
  microsoft365,
  zoho,
  migadu,
  mailgun,
  postmark,
  purelymail,
  stalwart,
];
