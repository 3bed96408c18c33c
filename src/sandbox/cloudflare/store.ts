/** The records of one zone, found by id and by name, in the order in which they were made. */
import type { TwinRecord } from './model.ts';

export interface RecordStore extends Iterable<TwinRecord> {
  readonly size: number;
  get(id: string): TwinRecord | undefined;
  /** The records of exactly this name. */
  at(name: string): readonly TwinRecord[];
  /** Adds the record, or takes the place of the one with its id. */
  set(record: TwinRecord): void;
  delete(id: string): void;
  /** A draft: a transaction works on it and throws it away when it fails. */
  copy(): RecordStore;
}

export function recordStore(records: Iterable<TwinRecord> = []): RecordStore {
  const store = over(new Map(), new Map());
  for (const record of records) store.set(record);
  return store;
}

/** The arrays in `byName` are never changed, only replaced, so that a copy may share them. */
function over(byId: Map<string, TwinRecord>, byName: Map<string, readonly TwinRecord[]>): RecordStore {
  const at = (name: string) => byName.get(name) ?? [];

  function unlink(record: TwinRecord): void {
    const rest = at(record.name).filter(other => other.id !== record.id);
    if (rest.length > 0) byName.set(record.name, rest);
    else byName.delete(record.name);
  }

  return {
    get size() {
      return byId.size;
    },
    get: id => byId.get(id),
    at,
    set(record) {
      const old = byId.get(record.id);
      if (old) unlink(old);
      byId.set(record.id, record);
      byName.set(record.name, [...at(record.name), record]);
    },
    delete(id) {
      const record = byId.get(id);
      if (!record) return;
      byId.delete(id);
      unlink(record);
    },
    copy: () => over(new Map(byId), new Map(byName)),
    [Symbol.iterator]: () => byId.values(),
  };
}
