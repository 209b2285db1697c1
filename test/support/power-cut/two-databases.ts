/** What the program of the power-cut proof keeps in its two databases, and how a folder is judged after a cut. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export const databaseNames = ['record', 'keys'] as const
export type DatabaseName = (typeof databaseNames)[number]
/** `full` keeps its promises; `only opens` brings in order what a cut left. The others are controls, which must lose something. */
export type Manner =
  | 'full'
  | 'only opens'
  | 'never flushes'
  | 'renames a file that is not flushed'
  | 'does not flush the folder after a rename'

export const ACTS = 40
/** Rows of one transaction. */
export const ROWS = 3

/** Some kB that tell to which act and row they belong. */
export function bodyOf(act: number, row: number): Uint8Array {
  const seed = createHash('sha256').update(`act ${act} row ${row}`).digest()
  return Uint8Array.from({ length: 700 + ((act * 613) % 2_600) }, (_, at) => seed[at % 32]! ^ (at >> 5))
}

/** Each act goes to one of the databases. */
export function databaseOf(act: number): DatabaseName {
  return act % 3 === 0 ? 'keys' : 'record'
}

/**
 * What is wrong in a folder after a cut: each acknowledged act that is not there, each act that is there in part, each damaged database.
 * @param marks "saved 17" for each acknowledged act
 */
export function findLosses(folder: string, marks: readonly string[]): string[] {
  const losses: string[] = []
  const acknowledged = new Set(marks.map((mark) => Number(mark.split(' ')[1])))
  for (const name of databaseNames) {
    try {
      const database = new DatabaseSync(join(folder, `${name}.db`))
      try {
        // Only this test reads what opening and closing repairs.
        database.exec('PRAGMA synchronous = OFF')
        losses.push(...lossesOf(database, name, acknowledged))
      } finally {
        database.close()
      }
    } catch (error) {
      losses.push(`${name} does not open: ${String(error)}`)
    }
  }
  return losses
}

function lossesOf(database: DatabaseSync, name: DatabaseName, acknowledged: ReadonlySet<number>): string[] {
  const losses: string[] = []
  const found = JSON.stringify(database.prepare('PRAGMA integrity_check').all())
  if (found !== '[{"integrity_check":"ok"}]') losses.push(`${name}: ${found}`)
  const hasTable = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'totals'").get() !== undefined
  let whole = 0
  for (let act = 1; act <= ACTS; act += 1) {
    if (databaseOf(act) !== name) continue
    const rows = hasTable ? database.prepare('SELECT row, body FROM rows WHERE act = ? ORDER BY row').all(act) : []
    const isWhole = rows.length === ROWS && rows.every((row, at) => Buffer.compare(row['body'] as Uint8Array, bodyOf(act, at)) === 0)
    if (isWhole) whole += 1
    else if (acknowledged.has(act)) losses.push(`${name}: act ${act} was acknowledged and is lost`)
    else if (rows.length > 0) losses.push(`${name}: act ${act} is there in part`)
  }
  const total = hasTable ? database.prepare('SELECT acts FROM totals').get()?.['acts'] : 0
  if (total !== whole && !(total === undefined && whole === 0)) losses.push(`${name}: ${String(total)} acts counted, ${whole} there`)
  return losses
}
