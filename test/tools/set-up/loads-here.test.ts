import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadsHere } from '../../../tools/set-up/loads-here.mjs'
import { root } from '../../support/checks.ts'

const built = join(root, 'node_modules/pcsclite/build/Release/pcsclite.node')
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loads-here-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('set-up: a compiled module', () => {
  const given = () => ({ module: join(folder, 'a.node'), node: process.execPath, marker: join(folder, 'marks/loads') })

  test('that is not there does not load', () => {
    expect(loadsHere(given())).toBe(false)
  })

  test('that is for something else does not load, and is asked again', () => {
    writeFileSync(given().module, 'compiled for another program')
    expect(loadsHere(given())).toBe(false)
    expect(existsSync(given().marker)).toBe(false)
  })

  test.skipIf(!existsSync(built))('that loads is started once, until it changes', () => {
    copyFileSync(built, given().module)
    expect(loadsHere(given())).toBe(true)
    expect(loadsHere({ ...given(), marker: given().marker })).toBe(true)
    writeFileSync(given().module, 'compiled for Electron by a packaging run')
    expect(loadsHere(given())).toBe(false)
  })
})
