/** Columns of a row as SQLite answers it. In a damaged page a column may hold a value of any kind, whatever the table says. */

export type RawRow = Readonly<Record<string, unknown>>

/** A column does not hold what the table says. */
export class DamagedColumn extends Error {
  override name = 'DamagedColumn'
}

/** `column`: its name, or its number where the statement answers arrays. Throw `DamagedColumn`. */
export function blobOf(row: RawRow, column: string | number): Uint8Array {
  const value = row[column]
  if (value instanceof Uint8Array) return value
  throw new DamagedColumn(String(column))
}

export function textOf(row: RawRow, column: string | number): string {
  const value = row[column]
  if (typeof value === 'string') return value
  throw new DamagedColumn(String(column))
}

export function integerOf(row: RawRow, column: string | number): number {
  const value = row[column]
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw new DamagedColumn(String(column))
}
