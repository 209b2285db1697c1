/** Writes a card with habits of its own, without a fault, and says how it ended. */
import { cardProfiles, type CardProfileId } from '../../native/card/profile.ts'
import type { PersonalisationOutcome } from '../../native/card/personalise.ts'
import { blankCard, type VirtualCardState } from '../../native/card/virtual-card-state.ts'
import type { ReaderCarries } from '../../native/reader/virtual-slot.ts'
import type { Quirk } from './card-quirks.ts'
import { sampleJpeg, samplePlan } from './cards.ts'
import { testManagementKey } from './fault-set-ups.ts'
import { bench } from './personalise-bench.ts'

const plan = samplePlan({
  facialImage: sampleJpeg(9_000),
  smallerFacialImages: [sampleJpeg(2_700), sampleJpeg(1_100)],
  nextManagementKey: testManagementKey,
  retries: { passcode: 5, puk: 6 },
})

/** Both keep the rules of every card whose rules can be kept. */
const redrawn = { passcode: '304217', puk: '90314275' }

export interface QuirkyWriting {
  readonly outcome: PersonalisationOutcome
  readonly blank: VirtualCardState
  readonly after: VirtualCardState
  /** What would be released. */
  readonly custody: { readonly passcode: string; readonly puk: string }
}

export async function writeQuirkyCard(card: Quirk['card'], profile: CardProfileId, reader: ReaderCarries): Promise<QuirkyWriting> {
  const blank = blankCard({ serial: 4242, ...card })
  const { hand, run } = bench(blank, reader)
  const custody = { passcode: plan.passcode, puk: plan.puk }
  const outcome = await run({
    plan: {
      ...plan,
      // The agent was asked, and said that new cards come so.
      ...(blank.metadata ? {} : { attemptsOfStock: blank.passcode.total }),
      redraw: (which) => {
        custody[which] = redrawn[which]
        return Promise.resolve({ ok: true, value: custody[which] })
      },
    },
    profile: cardProfiles[profile],
  })
  return { outcome, blank, after: hand.cardState()!, custody }
}
