/** The work list comes before the cases are open in `main`: what needs them waits for that, everything else is answered. */
import { channels, type ChannelName, type Handlers } from '../../preload/contract.ts'

/** `whenOpen` opens the cases unless they are open; when it rejects, so does the answer. */
export function waitForCases(handlers: Handlers, whenOpen: () => Promise<void>): Handlers {
  const answers = Object.entries(handlers as Readonly<Record<ChannelName, (input: never) => Promise<unknown>>>)
  return Object.fromEntries(
    answers.map(([name, answer]) => {
      const { when, whileOpening } = channels[name as ChannelName]
      if (when === 'always' || whileOpening) return [name, answer]
      return [
        name,
        async (input: never) => {
          await whenOpen()
          return answer(input)
        },
      ]
    }),
  ) as unknown as Handlers
}
