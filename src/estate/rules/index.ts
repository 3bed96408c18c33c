/** All rules that look at one domain, in the order in which their findings make sense. */
import { idleReturnPath, mailboxesWithoutProvider, noMx, returnPathClash } from './delivery.ts';
import { bimiWithoutEnforcement, mtaStsHost, mtaStsUnwatched, mtaStsWithoutMx } from './policies.ts';
import type { Rule } from './rule.ts';
import { spfBudget } from './spf.ts';
import { repeatedRelays, unknownTemplates, wrongKind } from './templates.ts';
import { notBuiltYet } from './unbuilt.ts';
import { malformedValues, missingValues, missingVariables, unknownValues } from './values.ts';

export const domainRules: Rule[] = [
  unknownTemplates,
  wrongKind,
  repeatedRelays,
  missingVariables,
  malformedValues,
  unknownValues,
  missingValues,
  noMx,
  mailboxesWithoutProvider,
  idleReturnPath,
  returnPathClash,
  spfBudget,
  mtaStsHost,
  mtaStsWithoutMx,
  mtaStsUnwatched,
  bimiWithoutEnforcement,
  notBuiltYet,
];
