import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { findSumatra, sumatraCommand } from '../../../native/printer/sumatra.ts'

describe('SumatraPDF', () => {
  test.each([
    ['a card face', { bothSides: false, paper: 'paperkind=256' }, 'noscale,1x,simplex,paperkind=256'],
    ['both sides of a card', { bothSides: true, paper: 'paper=CR80' }, 'noscale,1x,duplexshort,paper=CR80'],
    ['a driver that decides', { bothSides: false, paper: undefined }, 'noscale,1x,simplex'],
  ])('%s: the exact command', (_title, given, settings) => {
    const printer = `\\\\print01\\Ward "3": cards – Kärtchen`
    expect(sumatraCommand('C:\\RA Desk\\SumatraPDF.exe', { printer, path: 'C:\\t\\page.pdf', ...given }, { PATH: 'x' })).toEqual({
      program: 'C:\\RA Desk\\SumatraPDF.exe',
      words: ['-silent', '-print-to', printer, '-print-settings', settings, 'C:\\t\\page.pdf'],
      milliseconds: 180_000,
      mostOutput: 1024 * 1024,
      environment: { PATH: 'x' },
    })
  })

  test('in a working copy it is the program of its package', () => {
    const program = findSumatra(import.meta.url)
    expect(program).toMatch(/SumatraPDF-[\d.]+-\d+\.exe$/)
    expect(existsSync(program)).toBe(true)
  })

  test('installed, it lies beside the archive', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ra-desk-sumatra-'))
    const module = pathToFileURL(join(folder, 'resources', 'app.asar', 'dist', 'electron', 'devices', 'x.mjs')).href
    expect(findSumatra(module)).toBe(join(folder, 'resources', 'printing', 'SumatraPDF.exe'))
    rmSync(folder, { recursive: true })
  })
})
