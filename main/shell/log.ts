/** The app's own log: what happened to the program, never to a person. Facts are names from our own closed sets; nothing typed passes. */
import type { LogMessage } from '../../domain/station/log-lines.ts'
import electronLog from 'electron-log/node.js'
import { join } from 'node:path'

export interface Log {
  warn(what: LogMessage, facts?: Readonly<Record<string, string | number>>): void
  error(what: LogMessage, facts?: Readonly<Record<string, string | number>>): void
}

const LARGEST_BYTES = 1_000_000

export function createLog(folder: string): Log {
  const log = electronLog.create({ logId: 'ra-desk' })
  log.transports.console.level = false
  log.transports.file.resolvePathFn = () => join(folder, 'main.log')
  log.transports.file.maxSize = LARGEST_BYTES
  return {
    warn: (what, facts = {}) => {
      log.warn(what, JSON.stringify(facts))
    },
    error: (what, facts = {}) => {
      log.error(what, JSON.stringify(facts))
    },
  }
}
