/** A virtual card on a reader, in a time of its own, the commands that reached it, and personalisations of it. */
import { formatHex, toHex } from '../../domain/bytes.ts'
import { type PersonalisationOutcome, personalise } from '../../native/card/personalise.ts'
import type { JournalEntry } from '../../native/card/personalise-journal.ts'
import { padReferenceData } from '../../native/card/piv.ts'
import type { CardProfile } from '../../native/card/profile.ts'
import { blankCard, type VirtualCardState } from '../../native/card/virtual-card-state.ts'
import type { CardConnection } from '../../native/ports.ts'
import { readerFailure } from '../../native/reader-failure.ts'
import { followLimits, timeLimit } from '../../native/reader/time-limit.ts'
import { createVirtualReader, type VirtualReaderControls } from '../../native/reader/virtual-reader.ts'
import type { ReaderCarries } from '../../native/reader/virtual-slot.ts'
import { now, random, sampleJpeg, samplePlan } from './cards.ts'

export const plan = samplePlan({ facialImage: sampleJpeg(1500) })
export const passcodeOnCard = toHex(padReferenceData(plan.passcode))

export interface Bench {
  readonly hand: VirtualReaderControls
  readonly entries: JournalEntry[]
  /** Every command that left, in hex. */
  readonly sent: string[]
  connect(): Promise<CardConnection>
  run(over?: {
    readonly plan?: typeof plan
    readonly resumed?: readonly JournalEntry[]
    readonly profile?: CardProfile
    readonly connection?: CardConnection
    readonly journal?: (entry: JournalEntry) => Promise<void> | void
  }): Promise<PersonalisationOutcome>
  /** The card is put back, after any fault of the card or the service. */
  comeBack(): void
}

export function bench(card: VirtualCardState = blankCard({ serial: 4242 }), carries: ReaderCarries = 'extended'): Bench {
  let time = 0
  const wait = (milliseconds: number): Promise<void> => {
    time += milliseconds
    return Promise.resolve()
  }
  const { reader, hand } = createVirtualReader({ random, carries, wait })
  hand.insert(card)
  const entries: JournalEntry[] = []
  const sent: string[] = []
  const connect = async (): Promise<CardConnection> => {
    const made = await reader.connect('RA Desk virtual reader')
    if (!made.ok) throw new Error(made.error.message)
    const limitOf = followLimits(timeLimit)
    return {
      ...made.value,
      async transmit(command) {
        sent.push(formatHex(command))
        const [limit, begun] = [limitOf(command), time]
        const answer = await made.value.transmit(command)
        // As the supervisor of the device process does, in the time of the card.
        return time - begun > limit ? readerFailure('card-timed-out') : answer
      },
    }
  }
  return {
    hand,
    entries,
    sent,
    connect,
    async run(over = {}) {
      const connection = over.connection ?? (await connect())
      const outcome = await personalise({
        connection,
        plan: over.plan ?? plan,
        random,
        now,
        journal: over.journal ?? ((entry) => void entries.push(entry)),
        ...(over.resumed ? { resumed: over.resumed } : {}),
        ...(over.profile ? { profile: over.profile } : {}),
      })
      await connection.disconnect('reset')
      return outcome
    },
    comeBack() {
      hand.startService()
      hand.insert(hand.cardState()!)
    },
  }
}

/** CHANGE REFERENCE DATA commands to one reference that left for the card. */
export const changes = (sent: readonly string[], reference: '80' | '81'): number =>
  sent.filter((command) => command.startsWith(`002400${reference}`)).length
