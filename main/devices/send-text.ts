/**
 * A text by the modem, or handed to the agent for the work phone in a window of its own. Never sent twice automatically. In practice no code for a
 * real phone is shown: the text of the work phone arrives on the practice phone.
 */
import { ok, type Result } from '../../domain/result.ts'
import type { TextRoute } from '../../domain/journey/phone-code.ts'
import type { RecordFailureCode } from '../record/store.ts'
import type { TextFailureCode } from '../../native/ports.ts'
import type { DevicePorts, Practice, Store, WorkPhone } from '../ports.ts'

/** What the use-cases of this file need. */
export type SendTextPorts = DevicePorts & Practice & Store & WorkPhone

export type TextState = 'sent' | 'handed-to-agent' | 'unknown'

export async function sendText(
  desk: SendTextPorts,
  route: TextRoute,
  { caseId, title, to, body }: { readonly caseId: string; readonly title: string; readonly to: string; readonly body: string },
): Promise<Result<TextState, RecordFailureCode | TextFailureCode>> {
  if (route === 'work-phone' && !desk.practice) {
    const noted = await desk.store.commit([], { action: 'text-shown-for-work-phone', caseId })
    if (!noted.ok) return noted
    await desk.reveal({ title, to, body })
    return ok('handed-to-agent')
  }
  const outcome = await desk.devices.text.send({ to, body })
  if (!outcome.ok) return outcome
  return ok(route === 'work-phone' ? 'handed-to-agent' : outcome.value.state)
}
