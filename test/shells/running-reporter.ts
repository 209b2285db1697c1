/** Says on the disk which browser tests are running: see `running-tests.ts`. */
import { relative } from 'node:path'
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'
import { noteOfRunning } from '../support/running-tests.ts'
import { projectFolder } from './shells.ts'

export default class RunningReporter implements Reporter {
  readonly #notes = new Map<number, ReturnType<typeof noteOfRunning>>()

  onTestBegin(test: TestCase, { parallelIndex }: TestResult): void {
    const note = this.#notes.get(parallelIndex) ?? noteOfRunning(String(parallelIndex))
    this.#notes.set(parallelIndex, note)
    note.running(`${relative(projectFolder, test.location.file)}: ${test.title}`)
  }

  onTestEnd(_test: TestCase, { parallelIndex }: TestResult): void {
    this.#notes.get(parallelIndex)?.nothing()
  }

  printsToStdio(): boolean {
    return false
  }
}
