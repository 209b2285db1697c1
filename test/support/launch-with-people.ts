/** The app with people who have something to undo, locked, in the smaller window: its machine policy takes the edition of the test. */
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LaunchOptions, RunningApp } from '../shells/app-fixture.ts'
import { virtualDevices } from './e2e.ts'
import { makeFlaggedPeople, shortEdition } from './flagged-people.ts'
import { windowSizes } from './look.ts'
import { makeProviderKey } from './signed-edition.ts'

export async function launchWithPeople(launch: (options: LaunchOptions) => Promise<RunningApp>, count: number): Promise<RunningApp> {
  const provider = makeProviderKey()
  const policy = join(tmpdir(), `ra-desk-policy-${randomUUID()}.json`)
  writeFileSync(policy, JSON.stringify({ editionSigner: provider.publicKey }))
  const first = await launch({ args: virtualDevices, env: { RA_DESK_MACHINE_POLICY: policy } })
  await makeFlaggedPeople(first, count, provider.write(shortEdition))
  await first.close()
  const app = await first.relaunch()
  await app.page.setViewportSize(windowSizes[0])
  return app
}
