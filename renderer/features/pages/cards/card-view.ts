import type { Output } from '../../../../preload/contract.ts'

/** One card of the register with its history, as `main` answers it. */
export type CardView = Output<'cards.show'>
