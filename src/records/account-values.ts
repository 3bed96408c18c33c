/** What an account at a provider says of its template too: written once, it holds for records and for the API. */
import type { Accounts } from '../inventory/model.ts';
import type { ProviderTemplate } from '../inventory/provider-template.ts';
import type { TemplateUse } from './template.ts';

/** The account's settings that have the name of one of the template's variables: they stand in for its defaults. */
export function accountValues(
  { name, variables }: ProviderTemplate,
  accounts: Accounts | undefined,
): TemplateUse['values'] | undefined {
  const account = accounts?.[name];
  if (!account) return undefined;
  const written = Object.entries(account);
  return Object.fromEntries(
    written.flatMap(([key, value]) => (key in variables && typeof value === 'string' ? [[key, value]] : [])),
  );
}
