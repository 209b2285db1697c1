/** What is looked for in the memory of the app's processes, and what each kind of process holds of it. */
import type { RunningApp } from '../shells/app-fixture.ts'
import type { Canary } from '../support/canaries.ts'
import { findSecrets, processesOf, type ProcessKind } from '../support/process-memory.ts'
import type { SecretGroup, KnownSecret } from '../support/vault-secrets.ts'
import { encodings } from './canary-people.ts'

export interface Sought {
  readonly what: string
  readonly group: SecretGroup | 'text' | 'words'
  readonly bytes: Uint8Array
}
export type Counts = Record<Sought['group'], number>
export type Held = Readonly<Record<ProcessKind, ReadonlySet<Sought>>> & { readonly bytes: number }

/** The secrets of the vault, its keys also as they stand in a backup, which is made of text, and the words of the people. */
export function soughtOf(secrets: readonly KnownSecret[], canaries: readonly Canary[]): Sought[] {
  const written = secrets
    .filter(({ bytes, group }) => group !== 'typed' && bytes.length === 32)
    .map((secret): Sought => ({
      ...secret,
      group: 'text',
      what: `${secret.what}, base64`,
      bytes: Buffer.from(Buffer.from(secret.bytes).toString('base64')),
    }))
  const words = canaries.flatMap(({ value }): Sought[] =>
    [encodings['UTF-8'](value), encodings['UTF-16LE'](value)].map((bytes) => ({ what: 'word', group: 'words', bytes })),
  )
  return [...secrets, ...written, ...words]
}

/** Which of it each kind of process holds. */
export function memoryOf(app: RunningApp, sought: readonly Sought[]): Held {
  const held = { main: new Set<Sought>(), renderer: new Set<Sought>(), other: new Set<Sought>(), bytes: 0 }
  for (const { pid, kind } of processesOf(app)) {
    const { found, bytes } = findSecrets(pid, sought)
    held.bytes += bytes
    for (const each of found) held[kind].add(each)
  }
  return held
}

export function countOf(sought: Iterable<Sought>): Counts {
  const count = { shared: 0, own: 0, vault: 0, typed: 0, text: 0, words: 0 }
  for (const { group } of sought) count[group] += 1
  return count
}
