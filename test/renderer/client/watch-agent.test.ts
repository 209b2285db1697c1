import { expect, test } from 'vitest'
import { channels } from '../../../preload/contract.ts'
import { channelsOfChecks, watchAgent } from '../../../renderer/client/watch-agent.ts'

test('watching the agent: the page and the contract name the same channels of checks', () => {
  const marked = Object.entries(channels).flatMap(([name, rule]) => ('background' in rule ? [name] : []))
  expect([...channelsOfChecks].sort()).toEqual(marked.sort())
})

test.each(['keydown', 'pointermove'])('watching the agent: %s makes a check wait', async (type) => {
  const page = new EventTarget()
  const agentFirst = watchAgent(page)
  await agentFirst.giveWay()
  page.dispatchEvent(new Event(type))
  const begun = performance.now()
  await agentFirst.giveWay()
  expect(performance.now() - begun).toBeGreaterThan(900)
})
