/** `mailyard check`: inventories, templates and rules; every finding at once. No network. */
import { mailboxTotal } from '../../estate/mailboxes.ts';
import { hasErrors } from '../../inventory/finding.ts';
import { loadEstate } from '../../load-estate.ts';
import { counted } from '../../words.ts';
import type { Context } from '../context.ts';
import { findingTotals, printFindings } from '../findings.ts';
import { printJson } from '../json.ts';

export async function check({ sources, terminal, options }: Context): Promise<number> {
  const { estate, findings } = loadEstate(sources);
  const domains = estate?.domains.length ?? 0;
  const mailboxes = estate ? mailboxTotal(estate) : 0;
  if (options.json) printJson({ domains, mailboxes, findings });
  else {
    if (estate) {
      const segments = counted(estate.segments.length, 'segment');
      const organization = estate.inventory.organization ?? sources.domains;
      terminal.print(
        `${organization}: ${counted(domains, 'domain')} and ${counted(mailboxes, 'mailbox')} in ${segments}.`,
      );
    }
    printFindings(findings, terminal);
    const { colors } = terminal;
    terminal.print(findingTotals(findings) ?? colors.green('Nothing to find fault with.'));
  }
  return hasErrors(findings) ? 2 : 0;
}
