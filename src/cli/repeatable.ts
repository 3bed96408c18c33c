/** What an option that may be given several times holds: all of them. */
export const repeatable = (value: string, before: string[] = []): string[] => [...before, value];
