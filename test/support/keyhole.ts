/** A message through the keyhole, as the page would send it. */
import type { Result } from '../../domain/result.ts'
import type { Page } from '@playwright/test'
import type { Bridge, ChannelName, Input, Output } from '../../preload/contract.ts'

export async function askKeyhole<Name extends ChannelName>(page: Page, channel: Name, input: Input<Name>): Promise<Output<Name>> {
  const answer: Result<unknown> = await page.evaluate(
    ([name, given]) => (window as unknown as { raDesk: Bridge }).raDesk.call(name as ChannelName, given),
    [channel, input] as [string, unknown],
  )
  if (!answer.ok) throw new Error(`${channel}: ${answer.error.code}: ${answer.error.message}`)
  return answer.value as Output<Name>
}
