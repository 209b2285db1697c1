/** The record code as a person types it from a posting list, a release sheet or a backup: `214-7K3MQ0X9WR`, spaces and hyphens as they like. */
import { normaliseCrockford } from '../crockford.ts'

export interface PaperCode {
  /** How many entries the record had when the paper was made. */
  readonly size: number
  /** Ten Crockford characters. */
  readonly code: string
}

/** `undefined` when it cannot be such a code. */
export function findPaperCode(typed: string): PaperCode | undefined {
  const [, size, rest] = /^\s*(?:(?:record code|checkpoint)\s*)?(\d{1,10})\s*[-–—\s]\s*(\S.*?)\s*$/i.exec(typed) ?? []
  if (size === undefined || rest === undefined) return undefined
  const code = normaliseCrockford(rest)
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(code) ? { size: Number(size), code } : undefined
}
