/** How this station prints its cards. Kept on the computer and outside the vault, because devices are opened before anyone signs in. */
import { z } from 'zod'

const queueName = z.string().min(1).max(255)

export const printerChoice = z.discriminatedUnion('kind', [
  /** Faces are saved as PDF and printed by another program. */
  z.strictObject({ kind: z.literal('none') }),
  /** The printers of the system. With `card`, this one alone is the card printer, and no face goes to another. */
  z.strictObject({ kind: z.literal('system'), card: queueName.optional() }),
  /** `ipps://…`, or `ipp://` on this machine: nothing personal crosses a network in the clear. */
  z.strictObject({
    kind: z.literal('ipp'),
    uri: z
      .string()
      .max(1_023)
      .regex(/^ipps?:\/\/[^\s/]+(\/\S*)?$/i),
  }),
  /** Cards are moved over a serial port; faces are printed by the queue of the same printer. */
  z.strictObject({
    kind: z.literal('evolis'),
    port: z
      .string()
      .max(200)
      .regex(/^(COM\d{1,3}|\/dev\/[\w./:-]+)$/),
    queue: queueName,
    reader: z.string().min(1).max(200),
  }),
  /** In practice only. */
  z.strictObject({ kind: z.literal('virtual'), station: z.boolean() }),
])
export type PrinterChoice = z.infer<typeof printerChoice>

/** The queue of this computer that is for cards alone; `undefined` where none is named. */
export function findCardQueue(choice: PrinterChoice): string | undefined {
  if (choice.kind === 'system') return choice.card
  return choice.kind === 'evolis' ? choice.queue : undefined
}
