/** The time that a build gives as its own. */
import { spawnSync } from 'node:child_process'

/** SOURCE_DATE_EPOCH in seconds, else the time of the last commit: everybody who builds the same sources gets the same. Else now. */
export function timeOfSources(root: string, env: NodeJS.ProcessEnv = process.env): Date {
  const given = env['SOURCE_DATE_EPOCH'] ?? spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' }).stdout
  return /^\d+$/.test((given ?? '').trim()) ? new Date(Number(given.trim()) * 1_000) : new Date()
}
