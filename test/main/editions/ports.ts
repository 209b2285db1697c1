/** Ports of the use-cases that change editions, with the book in memory. */
import { openEditionBook } from '../../../main/editions/edition-book.ts'
import { memoryStore } from '../../support/memory-store.ts'

export async function editionPorts() {
  const kept = memoryStore()
  const pushed: { readonly name: string; readonly payload: unknown }[] = []
  const ports = {
    editionBook: await openEditionBook(kept.store),
    now: () => new Date('2026-11-23T09:30:00.000Z'),
    agent: { agentId: '11111111-1111-4111-8111-111111111111', agentName: 'Sample Manager' },
    push: (name: string, payload: unknown) => void pushed.push({ name, payload }),
  }
  return { ...kept, ports, pushed }
}
