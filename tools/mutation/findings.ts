/**
 * Faults that an attack on RA Desk found or planted, each as one change of today's code, with the test that must notice it. A random mutant
 * may miss these; this list asks each of them by name. `npm run test:mutation -- --findings` plants one after another.
 */
import { proofs } from './findings-of-proofs.ts'
import { rules } from './findings-of-rules.ts'

export interface Finding {
  /** What was wrong, in a few words. */
  readonly fault: string
  readonly file: string
  /** Stands once in the file. */
  readonly original: string
  readonly replacement: string
  readonly test: string
}

export const findings: readonly Finding[] = [...rules, ...proofs]
