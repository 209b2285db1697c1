/** The file of wrong attempts. What cannot be read counts as none: a program that could damage the file could delete it as well. */
import { rm } from 'node:fs/promises'
import { z } from 'zod'
import { utf8 } from '../../domain/bytes.ts'
import { findJson } from '../../domain/find-json.ts'
import { findFile, writeFileAtomically } from '../files/atomic-file.ts'

const agentId = z.string().regex(/^[0-9a-zA-Z-]{1,64}$/)
const counts = z.record(agentId, z.number().int().positive())
/** Milliseconds since the computer started. */
const sinceBoot = z.number().nonnegative()

const lockoutState = z.strictObject({
  format: z.literal(2),
  /** Wrong passphrases since the agent's last right one. The wait follows from them. */
  agents: z.record(agentId, z.strictObject({ inARow: z.number().int().positive(), at: sinceBoot })),
  /** Wrong passphrases of all agents together. One is forgotten every ten minutes, so `level` may be a fraction. */
  all: z.strictObject({ level: z.number().nonnegative(), at: sinceBoot }),
  /** For the record, since its last entry about them: wrong passphrases by agent id. */
  byAgent: counts,
  /** The same of recovery keys. No wait: a recovery key is 160 random bits. */
  recovery: counts,
  /** Wall clock of the last wrong attempt, ISO 8601. */
  lastAt: z.iso.datetime(),
})
export type LockoutState = z.infer<typeof lockoutState>

/** Of earlier versions: one count for all agents, which anybody's right passphrase ended. */
const format1 = z.strictObject({
  inARow: z.number().int().nonnegative(),
  byAgent: counts,
  recovery: counts.default({}),
  lastAt: z.iso.datetime(),
})

export const noAttempts: LockoutState = {
  format: 2,
  agents: {},
  all: { level: 0, at: 0 },
  byAgent: {},
  recovery: {},
  lastAt: new Date(0).toISOString(),
}

/** Where the state is kept between two starts of the app, as JSON. */
export interface LockoutFile {
  read(): Promise<string | undefined>
  /** `undefined` removes the file. If the folder cannot be written, the wait lasts until the app ends. */
  write(json: string | undefined): Promise<void>
}

export const lockoutFileAt = (path: string): LockoutFile => ({
  async read() {
    const bytes = await findFile(path).catch(() => undefined)
    return bytes && new TextDecoder().decode(bytes)
  },
  async write(json) {
    if (json === undefined) await rm(path).catch(() => undefined)
    else await writeFileAtomically(path, utf8(json))
  },
})

/** `at`: now, in milliseconds since the computer started. The waits of an older file begin again then. */
export async function readLockoutFile(file: LockoutFile, at: number): Promise<LockoutState> {
  const text = await file.read()
  if (text === undefined) return noAttempts
  const json = findJson(text)
  const current = lockoutState.safeParse(json)
  if (current.success) return current.data
  const older = format1.safeParse(json)
  return older.success ? convert(older.data, at) : noAttempts
}

/** Who of them made the attempts in a row is not known: each as many as they can have made. */
function convert({ inARow, ...kept }: z.infer<typeof format1>, at: number): LockoutState {
  const agents = Object.entries(kept.byAgent).map(([id, times]) => [id, { inARow: Math.min(inARow, times), at }] as const)
  return { ...noAttempts, ...kept, agents: inARow === 0 ? {} : Object.fromEntries(agents), all: { level: inARow, at } }
}
