/** Sends one IPC request as the page would. */
import type { Result } from '../../domain/result.ts'
import type { Page } from '@playwright/test'
import type { Bridge, ChannelName, Input, Output } from '../../preload/contract.ts'

export async function sendIpcRequest<Name extends ChannelName>(page: Page, channel: Name, input: Input<Name>): Promise<Output<Name>> {
  const answer: Result<unknown> = await page.evaluate(
    ([name, given]) => (window as unknown as { raDesk: Bridge }).raDesk.call(name as ChannelName, given),
    [channel, input] as [string, unknown],
  )
  if (!answer.ok) throw new Error(`${channel}: ${answer.error.code}: ${answer.error.message}`)
  return answer.value as Output<Name>
}
