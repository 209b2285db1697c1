/** Loads the code for documents, cards and handover a little after sign-in, so that the first label or card does not wait for it. */
import { setTimeout as pause } from 'node:timers/promises'

/** By then the work list is on the screen. */
const AFTER_MILLISECONDS = 3_000
/** Other work goes between two parts. */
const BETWEEN_MILLISECONDS = 100

const parts: readonly (() => Promise<unknown>)[] = [
  () => import('./documents/label.ts'),
  () => import('./documents/fonts.ts'),
  () => import('./documents/card-face.ts'),
  () => import('./documents/manifest-pdf.ts'),
  () => import('./person/find-duplicates.ts'),
  () => import('./cards/issue-card.ts'),
  () => import('./devices/work-phone.ts'),
  () => import('./handover/send.ts'),
]

let started = false

/** Once in each start of the app. What fails to load here fails again, and is reported, where it is needed. `whenLoaded` is called at the end. */
export function loadAhead(whenLoaded: () => Promise<void>): void {
  if (started) return
  started = true
  void loadParts()
    .then(whenLoaded)
    .catch(() => undefined)
}

async function loadParts(): Promise<void> {
  await pause(AFTER_MILLISECONDS, undefined, { ref: false })
  for (const load of parts) {
    await load()
    await pause(BETWEEN_MILLISECONDS, undefined, { ref: false })
  }
}
