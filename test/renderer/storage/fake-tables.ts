/** The worker's tables in memory, with what the worker asks of them. A transaction that throws changes nothing. */
import type { CaseDatabase, MetaRow, StoredRow } from '../../../renderer/storage/worker/database.ts'

type Row = StoredRow | MetaRow

class FakeTable<Value extends Row> {
  rows = new Map<string, Value>()
  get = (id: string) => Promise.resolve(structuredClone(this.rows.get(id)))
  bulkGet = (ids: readonly string[]) => Promise.all(ids.map((id) => this.get(id)))
  put = (row: Value) => Promise.resolve(void this.rows.set(row.id, structuredClone(row)))
  bulkPut = (rows: readonly Value[]) => Promise.all(rows.map((row) => this.put(row)))
  delete = (id: string) => Promise.resolve(void this.rows.delete(id))
  clear = () => Promise.resolve(this.rows.clear())
  count = () => Promise.resolve(this.rows.size)
  toArray = () => Promise.resolve(structuredClone([...this.rows.values()]))
  toCollection = () => ({ primaryKeys: () => Promise.resolve([...this.rows.keys()]) })
  private readonly revOf = (row: Value) => ('rev' in row ? row.rev : 0)
  private readonly firstRev = (above: number) =>
    Promise.resolve(
      [...this.rows.values()]
        .map(this.revOf)
        .filter((rev) => rev > above)
        .sort((a, b) => a - b)[0],
    )
  orderBy = () => ({ firstKey: () => this.firstRev(-Infinity) })
  where = () => ({
    above: (rev: number) => ({ firstKey: () => this.firstRev(rev) }),
    equals: (rev: number) => ({
      primaryKeys: () => Promise.resolve([...this.rows.values()].filter((row) => this.revOf(row) === rev).map(({ id }) => id)),
    }),
  })
}

export function fakeTables() {
  const tables = {
    cases: new FakeTable<StoredRow>(),
    chunks: new FakeTable<StoredRow>(),
    manifests: new FakeTable<StoredRow>(),
    station: new FakeTable<StoredRow>(),
    summaries: new FakeTable<StoredRow>(),
    drafts: new FakeTable<StoredRow>(),
    meta: new FakeTable<MetaRow>(),
  }
  const transaction = async (_mode: string, _tables: unknown, work: () => Promise<unknown>) => {
    const before = Object.values(tables).map((table) => new Map<string, never>(table.rows as Map<string, never>))
    try {
      return await work()
    } catch (error) {
      Object.values(tables).forEach((table, index) => (table.rows = before[index]!))
      throw error
    }
  }
  return { tables, database: { ...tables, transaction } as unknown as CaseDatabase }
}
