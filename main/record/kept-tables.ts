/** Tables whose rows are never erased, by no act and with no case: the journal itself refuses it. */
export const keptTables = ['locum-log'] as const
export type KeptTable = (typeof keptTables)[number]

export const isKeptTable = (table: string): boolean => (keptTables as readonly string[]).includes(table)
