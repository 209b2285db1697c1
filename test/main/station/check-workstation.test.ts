import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { checkWorkstation } from '../../../main/station/check-workstation.ts'
import type { DevicesView } from '../../../preload/contract.ts'

const checks = async (reader: Partial<DevicesView['reader']>, platform: NodeJS.Platform) =>
  (
    await checkWorkstation({
      devices: {
        reader: { kind: 'pcsc', service: 'running', readers: [], ...reader },
        printers: [],
        modem: { name: 'Modem', state: 'absent' },
      },
      dataFolder: tmpdir(),
      keyStore: { kind: 'none', protects: false, message: '' },
      shell: { kind: 'electron', message: '' },
      now: new Date('2026-11-25T12:00:00Z'),
      platform,
      version: '1',
    })
  ).checks.filter(({ id }) => id.startsWith('reader'))

describe('what the doctor says of the data folder', () => {
  test.each([
    ['this computer’s own', tmpdir(), []],
    ['synced', '/home/agnes/OneDrive - Invented Trust/RA Desk', ['warning']],
    ['on a network drive', '//server/home/RA Desk', ['warning']],
  ])('%s', async (_name, dataFolder, states) => {
    const { checks: all } = await checkWorkstation({
      devices: { reader: { kind: 'pcsc', service: 'running', readers: [] }, printers: [], modem: { name: 'Modem', state: 'absent' } },
      dataFolder,
      keyStore: { kind: 'none', protects: false, message: '' },
      shell: { kind: 'electron', message: '' },
      now: new Date('2026-11-25T12:00:00Z'),
      platform: 'linux',
      version: '1',
    })
    expect(all.filter(({ id }) => id === 'data-folder').map(({ state }) => state)).toEqual(states)
  })
})

describe('what the doctor says of card readers', () => {
  test.each([
    ['win32', /Smart Card/],
    ['darwin', /restart the computer/],
    ['linux', /systemctl start pcscd/],
  ] as const)('on %s: the service, and how to start it', async (platform, fix) => {
    expect(await checks({ service: 'stopped' }, platform)).toMatchObject([
      {
        id: 'reader',
        state: 'problem',
        message: expect.stringMatching(/not running/) as string,
        fix: expect.stringMatching(fix) as string,
      },
    ])
  })

  test('none, starting again, and why it does not start', async () => {
    expect(await checks({}, 'linux')).toMatchObject([{ state: 'problem', message: expect.stringMatching(/No card reader/) as string }])
    expect(
      await checks(
        { service: 'restarting', problem: { message: 'It does not start: built for another Node', next: '', lasting: true } },
        'linux',
      ),
    ).toMatchObject([{ state: 'problem', message: 'It does not start: built for another Node' }])
  })

  test('a mute card is a problem, unless it is in the reader that is let alone', async () => {
    const mute = { name: 'A', card: 'mute', message: 'The card does not answer.', next: 'Turn it round.' } as const
    expect(await checks({ readers: [mute] }, 'linux')).toMatchObject([
      { id: 'reader-1', title: 'A', state: 'problem', fix: 'Turn it round.' },
    ])
    expect(
      await checks({ readers: [{ name: 'A', card: 'mute', message: 'Kept for your own card.', keepOff: true }] }, 'linux'),
    ).toMatchObject([{ state: 'ok' }])
  })
})
