/** What the parts of the demonstration share: its folders, its running app, its lines of output and the checks that failed. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SimulatorControls } from '../../native/simulator-controls.ts'
import type { RunningApp } from '../../test/shells/app-fixture.ts'
import { projectFolder } from '../../test/shells/shells.ts'
import type { CardStack } from './card-stack.ts'
import { partsOf, type DemoPart, type EditionChoice } from './demo-parts.ts'

export interface DemoOptions {
  /** Use the virtual reader inside the app, although a PC/SC one is there. */
  readonly embedded: boolean
  /** Leave the written card in the virtual reader. */
  readonly keepCard: boolean
  /** Leave the app's data here. */
  readonly keepData: string | undefined
  readonly edition: EditionChoice
}

export class DemoRun {
  readonly options: DemoOptions
  readonly parts: readonly [DemoPart, ...DemoPart[]]
  readonly electron: boolean
  readonly hasDisplay: boolean
  readonly output = join(projectFolder, 'demo-output')
  readonly screens = join(this.output, 'screens')
  readonly work = mkdtempSync(join(tmpdir(), 'ra-desk-demo-'))
  readonly saveFolder = join(this.work, 'saved')
  readonly dataFolder: string
  readonly problems: string[] = []
  screenCount = 0
  stack: CardStack | undefined
  app: RunningApp | undefined
  simulator: SimulatorControls | undefined
  leaveCard = false

  constructor(options: DemoOptions, shell: { readonly electron: boolean; readonly hasDisplay: boolean }) {
    this.options = options
    this.parts = partsOf(options.edition)
    this.electron = shell.electron
    this.hasDisplay = shell.hasDisplay
    this.dataFolder = options.keepData ?? join(this.work, 'data')
    rmSync(this.output, { recursive: true, force: true })
    mkdirSync(this.screens, { recursive: true })
    for (const { folder } of this.parts) mkdirSync(join(this.output, folder), { recursive: true })
  }

  check(holds: boolean, what: string): void {
    say(`  ${holds ? '✓' : '✗'} ${what}`)
    if (!holds) this.problems.push(`failed: ${what}`)
  }

  /** Closes the app and removes the working folder, except what was asked to be left. */
  async tidy(): Promise<void> {
    this.simulator?.close()
    await this.app?.kill().catch(() => undefined)
    this.app = undefined
    if (this.leaveCard) {
      for (const name of ['data', 'saved']) rmSync(join(this.work, name), { recursive: true, force: true, maxRetries: 5 })
      return
    }
    await this.stack?.stop()
    this.stack = undefined
    rmSync(this.work, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

export function say(line: string): void {
  console.log(line)
}

export const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`
