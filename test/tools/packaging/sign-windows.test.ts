import { describe, expect, test } from 'vitest'
import { signFile } from '../../../tools/packaging/sign-windows.mjs'

const words = (isWindows: boolean) => [isWindows ? '/f' : '-in', 'RA Desk.exe']
function machine(given: { env?: NodeJS.ProcessEnv; platform?: NodeJS.Platform; status?: number | null; error?: Error } = {}) {
  const said: string[] = []
  const ran: [string, string[]][] = []
  return {
    said,
    ran,
    env: given.env ?? {},
    platform: given.platform ?? ('linux' as const),
    say: (line: string) => {
      said.push(line)
    },
    run: (program: string, given_: string[]) => {
      ran.push([program, given_])
      return { status: given.status ?? 0, stderr: 'no such certificate', ...(given.error ? { error: given.error } : {}) }
    },
  }
}
const task = (cscInfo: object | null) => ({ path: '/packed/RA Desk.exe', cscInfo, computeSignToolArgs: words })

describe('signing for Windows', () => {
  test('without a certificate says which file is not signed, and what to give', () => {
    const here = machine()
    signFile(task(null), here)
    expect(here.said).toEqual(['Not signed: RA Desk.exe. No certificate was given: set WIN_CSC_LINK and WIN_CSC_KEY_PASSWORD.'])
    expect(here.ran).toEqual([])
  })

  test('without a certificate ends the packaging where a signature is required', () => {
    expect(() => {
      signFile(task(null), machine({ env: { RA_DESK_MUST_SIGN: '1' } }))
    }).toThrow('Not signed: RA Desk.exe. No certificate')
  })

  test.each([
    ['win32', 'signtool', '/f'],
    ['linux', 'osslsigncode', '-in'],
  ] as const)('with a certificate on %s calls %s', (platform, program, word) => {
    const here = machine({ platform })
    signFile(task({ file: 'a.pfx' }), here)
    expect(here.ran).toEqual([[program, [word, 'RA Desk.exe']]])
    expect(here.said).toEqual([])
  })

  test('a tool that fails or is not there ends the packaging, with its words', () => {
    expect(() => {
      signFile(task({ file: 'a.pfx' }), machine({ status: 1 }))
    }).toThrow('osslsigncode ended with 1: no such certificate')
    expect(() => {
      signFile(task({ file: 'a.pfx' }), machine({ status: null, error: new Error('ENOENT') }))
    }).toThrow('osslsigncode could not be started: ENOENT')
  })
})
