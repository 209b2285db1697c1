import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { inSystemRoot, runProgram } from '../../../native/printer/windows-program.ts'

const call = (script: string, given: { milliseconds?: number; mostOutput?: number } = {}) =>
  runProgram({
    program: process.execPath,
    words: ['-e', script, '--', `a "b" c\\`],
    milliseconds: 20_000,
    mostOutput: 10_000,
    environment: { RA_DESK_PRINTER: 'Kärtchen: 3', ...(process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {}) },
    ...given,
  })

describe('programs of Windows', () => {
  test.each([
    [{ SystemRoot: 'D:\\Win' }, 'D:\\Win\\System32\\reg.exe'],
    [{ SYSTEMROOT: 'E:\\W' }, 'E:\\W\\System32\\reg.exe'],
    [{}, 'C:\\Windows\\System32\\reg.exe'],
  ])('%j: a program of Windows is found by its whole path', (environment, path) => {
    expect(inSystemRoot(environment, 'System32', 'reg.exe')).toBe(path)
  })

  test('words and environment reach the program as they are, and its input is at its end', async () => {
    // Not PATH: on Windows, Node gives each program that one.
    vi.stubEnv('RA_DESK_NOT_GIVEN', 'x')
    onTestFinished(() => void vi.unstubAllEnvs())
    const script = `process.stdin.resume().on('end', () => console.log(JSON.stringify([process.argv.at(-1), process.env.RA_DESK_PRINTER, process.env.RA_DESK_NOT_GIVEN])))`
    expect(await call(script)).toEqual({ outcome: 'ended', code: 0, output: `${JSON.stringify([`a "b" c\\`, 'Kärtchen: 3', null])}\n` })
  })

  test('an exit code is told with what was written', async () => {
    expect(await call(`console.log('half'); process.exitCode = 3`)).toEqual({ outcome: 'ended', code: 3, output: 'half\n' })
  })

  test('a program that takes too long is ended', async () => {
    expect(await call('setInterval(() => undefined, 1000)', { milliseconds: 300 })).toEqual({ outcome: 'cut' })
  })

  test('a program that writes too much is ended', async () => {
    expect(await call(`setInterval(() => console.log('x'.repeat(1000)), 1)`)).toEqual({ outcome: 'cut' })
  })

  test.each(['/nowhere/SumatraPDF.exe', '/nowhere\0'])('%j cannot be started', async (program) => {
    expect(await runProgram({ program, words: [], milliseconds: 1_000, mostOutput: 1_000, environment: {} })).toEqual({
      outcome: 'not-started',
    })
  })
})
