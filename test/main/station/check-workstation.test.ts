import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { checkWorkstation } from '../../../main/station/check-workstation.ts'
import type { PrinterState } from '../../../native/ports.ts'
import type { DevicesView } from '../../../preload/contract.ts'

const allChecks = async (reader: Partial<DevicesView['reader']>, platform: NodeJS.Platform, documents?: readonly PrinterState[]) =>
  (
    await checkWorkstation({
      documents,
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
  ).checks

const checks = async (reader: Partial<DevicesView['reader']>, platform: NodeJS.Platform) =>
  (await allChecks(reader, platform)).filter(({ id }) => id.startsWith('reader'))

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

describe('what the doctor says of printers for documents', () => {
  const offline: PrinterState = { name: 'Store', state: 'offline' }
  test.each<readonly [what: string, documents: readonly PrinterState[] | undefined, found: object[]]>([
    ['not looked at', undefined, []],
    ['none', [], [{ state: 'warning', message: 'No printer was found.' }]],
    ['one that is ready', [offline, { name: 'Office', state: 'ready' }], [{ state: 'ok', message: 'Store (offline), Office.' }]],
    ['one that is printing', [{ name: 'Office', state: 'printing' }], [{ state: 'ok' }]],
    [
      'none that prints',
      [offline, { name: 'Office', state: 'problem', problem: 'Out of paper' }],
      [{ state: 'warning', message: 'Store (offline), Office (Out of paper).' }],
    ],
  ])('%s', async (_, documents, found) => {
    const said = (await allChecks({}, 'linux', documents)).filter(({ id }) => id === 'document-printers')
    expect(said).toHaveLength(found.length)
    expect(said).toMatchObject(found)
  })
})
