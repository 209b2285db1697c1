/** A text by the modem, or handed to the agent for the work phone in a window of its own. Never sent twice by itself. */
import { ok, type Result } from '../../domain/result.ts'
import type { TextRoute } from '../../domain/case/events.ts'
import type { DeskContext } from './desk-context.ts'

export type TextState = 'sent' | 'handed-to-agent' | 'unknown'

export async function sendText(desk: DeskContext, route: TextRoute, text: { readonly title: string; readonly to: string; readonly body: string }): Promise<Result<TextState>> {
  if (route === 'work-phone') {
    await desk.reveal(text)
    return ok('handed-to-agent')
  }
  const outcome = await desk.devices.text.send({ to: text.to, body: text.body })
  return outcome.ok ? ok(outcome.value.state) : outcome
}
