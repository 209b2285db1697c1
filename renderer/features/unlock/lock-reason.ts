/** Why the app is locked, for the agent who comes back to it. */
import { useEffect, useState } from 'react'
import type { Desk } from '../../desk/desk.ts'
import { useDesk } from '../../desk/use-desk.ts'
import type { Push } from '../../../preload/contract.ts'

type Why = Push<'vault.locked'>['why']

const words: Readonly<Record<Why, string>> = {
  'asked': 'RA Desk is locked. Everything that was saved is safe, and what you were typing is kept.',
  'idle': 'RA Desk locked itself, because nothing was typed for a while. What you were typing is kept.',
  'suspend': 'RA Desk locked itself when this computer went to sleep. What you were typing is kept.',
  'system-lock': 'RA Desk locked itself together with this computer. What you were typing is kept.',
  'closed': 'RA Desk is locked.',
}

const lastWhy = new WeakMap<Desk, Why>()

/** Listens from the start of the app, because the reason comes before the lock screen does. */
export function useRememberLockReason(): void {
  const desk = useDesk()
  useEffect(() => desk.on('vault.locked', ({ why }) => lastWhy.set(desk, why)), [desk])
}

export function useLockReason(): string | undefined {
  const desk = useDesk()
  const [why, setWhy] = useState(lastWhy.get(desk))
  useEffect(() => desk.on('vault.locked', (push) => setWhy(push.why)), [desk])
  return why && words[why]
}
