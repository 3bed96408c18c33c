/** Some APIs list only all domains at once: whoever looks at several of them shares what was asked. */

/** As long as it is good, where nothing is written meanwhile. */
const GOOD_FOR_MS = 60_000;

export interface SharedList {
  of(domain: string): Promise<unknown[]>;
  /** After a write. */
  forget(): void;
}

/** `ofOne`: the list is of one domain, and is asked for each time. */
export function sharedList(now: () => number, ofOne: boolean, ask: (domain: string) => Promise<unknown[]>): SharedList {
  let all: { at: number; items: Promise<unknown[]> } | undefined;
  return {
    of(domain) {
      if (ofOne) return ask(domain);
      if (all && now() - all.at <= GOOD_FOR_MS) return all.items;
      const asked = { at: now(), items: ask(domain) };
      all = asked;
      asked.items.catch(() => {
        if (all === asked) all = undefined;
      });
      return asked.items;
    },
    forget() {
      all = undefined;
    },
  };
}
