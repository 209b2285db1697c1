/** The record code as it is printed on a posting list, a release sheet or a backup, and as a person types it from there. */
import { normaliseCrockford } from '../crockford.ts'

export interface PaperCode {
  /** How many entries the record had when the paper was made. */
  readonly size: number
  /** Sixteen Crockford characters; ten on papers of the first version, which are the first ten of them. */
  readonly code: string
}

/** `214-7K3M-Q0X9-WRAB-CDEF` */
export const formatPaperCode = ({ size, code }: PaperCode): string => [size, ...code.match(/.{1,4}/g)!].join('-')

/** Spaces and hyphens as they like. `undefined` when it cannot be such a code. */
export function findPaperCode(typed: string): PaperCode | undefined {
  const [, size, rest] = /^\s*(?:(?:record code|checkpoint)\s*)?(\d{1,10})\s*[-–—\s]\s*(\S.*?)\s*$/i.exec(typed) ?? []
  if (size === undefined || rest === undefined) return undefined
  const code = normaliseCrockford(rest)
  return /^[0-9A-HJKMNP-TV-Z]{10}(?:[0-9A-HJKMNP-TV-Z]{6})?$/.test(code) ? { size: Number(size), code } : undefined
}

/** `printed`: from paper or from the head of a backup, in either length. `code`: of the record, whole. */
export const isCodeOf = (printed: string, code: string): boolean => printed.length >= 10 && code.startsWith(printed)
