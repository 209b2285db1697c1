import { EventEmitter } from 'node:events'
import { standIn } from './lacks.ts'

type Handler = (event: object, ...args: unknown[]) => unknown
const handlers = new Map<string, Handler>()

export const ipcMain = standIn(
  'ipcMain',
  Object.assign(new EventEmitter(), {
    handle: (channel: string, handler: Handler) => {
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
      handlers.set(channel, handler)
    },
    removeHandler: (channel: string) => {
      handlers.delete(channel)
    },
  }),
)

/** As Electron answers `invoke`: the value, or the error's words alone. */
export async function invoked(
  event: object,
  channel: string,
  args: unknown[],
): Promise<{ ok: true; value: unknown } | { ok: false; error: string }> {
  const handler = handlers.get(channel)
  if (!handler) return { ok: false, error: `Error invoking remote method '${channel}': Error: No handler registered for '${channel}'` }
  try {
    return { ok: true, value: await handler(event, ...args) }
  } catch (error) {
    return { ok: false, error: `Error invoking remote method '${channel}': ${String(error)}` }
  }
}
