/** Updating RA Desk through the whole of `main`: every step needs the one before, and nothing is started without a tested backup. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { AppDeps } from '../../../main/app.ts'
import type { RecordStore } from '../../../main/record/store.ts'
import { createUpdateAct } from '../../../main/update/update-act.ts'
import { channels } from '../../../preload/contract.ts'
import { backupStation, type BackupStation } from '../../support/backup-station.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { newCase } from '../../support/main-journey.ts'
import { DEVELOPMENT_KEY_FILE, installedShell, updateMaker, type ShellCalls } from '../../support/update-files.ts'

const maker = updateMaker()
afterAll(() => rm(maker.folder, { recursive: true }))

let station: BackupStation
let calls: ShellCalls
let chosen: string | undefined
let progress: unknown[]
async function open(given: Partial<AppDeps> = {}, shell: Partial<AppDeps['updates']> = {}): Promise<void> {
  const installed = installedShell(maker.publicKey, { chooseFile: () => Promise.resolve(chosen), ...shell })
  ;({ calls } = installed)
  progress = []
  station = await backupStation(
    {},
    {
      shell: 'electron',
      updates: installed.updates,
      push: (name, payload) => void (name === 'update.progress' && progress.push(payload)),
      ...given,
    },
  )
}
afterEach(async () => {
  await station.main.app.lock('closed')
  station.main.remove()
  rmSync(station.target, { recursive: true, force: true })
})

const codeOf = (answer: { readonly ok: boolean; readonly error?: { readonly code: string } }) => (answer.ok ? 'ok' : answer.error!.code)
const ask = async (step: 'choose' | 'prepare' | 'start' | 'discard') => codeOf(await station.main.call(`update.${step}`, {}))
const view = () => station.main.must('update.read', {})
const copies = () => (existsSync(join(station.main.folder, 'update')) ? readdirSync(join(station.main.folder, 'update')) : [])
const actions = async () =>
  (await station.main.must('record.entries', { fromSeq: 0, limit: 200 })).entries
    .map(({ action }) => action)
    .filter((action) => action.startsWith('update-'))
async function choose(...given: Parameters<typeof maker.make>) {
  const made = await maker.make(...given)
  chosen = made.path
  return made
}

describe('update of an installed RA Desk', () => {
  test('chosen, backed up with a restore test, started with the checked copy, recorded', async () => {
    await open()
    await newCase(station.main)
    const { installer } = await choose()
    const { taken } = await station.main.must('update.choose', {})
    expect(taken).toEqual({
      fileName: expect.stringMatching(/\.raupdate$/) as string,
      version: '1.2.0',
      made: '2026-11-30',
      changes: ['Labels print on the new printer.', 'The work list opens faster.'],
      bytes: installer.length,
      signedBy: 'provider',
    })
    expect(progress.at(-1)).toEqual({ step: 'checking', done: 1 })
    expect((await station.main.must('update.prepare', {})).prepared).toMatchObject({ cases: 1 })
    expect(station.files()).toHaveLength(1)
    const started = await station.main.must('update.start', {})
    expect([started.outcome, started.last?.version, started.last?.from]).toEqual(['started', '1.2.0', '0.1.0'])
    expect(calls).toEqual({ started: [join(station.main.folder, 'update', 'RA-Desk-setup.msi')], ended: 1 })
    expect(readFileSync(calls.started[0]!)).toEqual(Buffer.from(installer))
    expect(await actions()).toEqual(['update-checked', 'update-started'])
    expect((await station.main.must('record.verify', {})).size).toBeGreaterThan(0)
  })

  test('nothing without the step before', async () => {
    await open()
    expect([await ask('prepare'), await ask('start')]).toEqual(['no-update', 'no-update'])
    await choose()
    await station.main.must('update.choose', {})
    expect(await ask('start')).toBe('update-not-prepared')
    await station.main.must('update.prepare', {})
    // A case that changed after the backup is not in it.
    station.main.clock.forward(1_000)
    await newCase(station.main)
    expect(await ask('start')).toBe('update-not-prepared')
    expect((await view()).prepared).toBeUndefined()
    expect(calls.started).toEqual([])
    await station.main.must('update.prepare', {})
    expect(await ask('start')).toBe('ok')
  })

  test('no folder for backups, or one that is gone: the installer is not started', async () => {
    await open()
    await choose()
    await station.main.must('update.choose', {})
    rmSync(station.target, { recursive: true })
    expect([await ask('prepare'), await ask('start')]).toEqual(['backup-folder', 'update-not-prepared'])
    expect(calls.started).toEqual([])
  })

  test('the copy was changed, or deleted, after it was checked: not started, and recorded', async () => {
    await open()
    for (const harm of [(path: string) => writeFileSync(path, 'another installer'), (path: string) => rmSync(path)]) {
      await choose()
      await station.main.must('update.choose', {})
      await station.main.must('update.prepare', {})
      harm(join(station.main.folder, 'update', 'RA-Desk-setup.msi'))
      expect(await ask('start')).toBe('update-changed')
      expect([(await view()).taken, copies()]).toEqual([undefined, []])
    }
    expect(calls.started).toEqual([])
    expect((await actions()).filter((action) => action === 'update-refused')).toHaveLength(2)
  })

  test('the installer does not start: said, recorded, and it can be tried again', async () => {
    let fails = true
    await open({}, { startInstaller: () => (fails ? Promise.reject(new Error('invented')) : Promise.resolve('started')) })
    await choose()
    await station.main.must('update.choose', {})
    await station.main.must('update.prepare', {})
    expect(await ask('start')).toBe('installer-not-started')
    fails = false
    expect(await ask('start')).toBe('ok')
    expect(await actions()).toEqual(['update-checked', 'update-started', 'update-not-started', 'update-started'])
  })

  test('deleted by the manager, or cancelled in the dialog', async () => {
    await open()
    await choose()
    await station.main.must('update.choose', {})
    expect((await station.main.must('update.discard', {})).taken).toBeUndefined()
    expect([copies(), await ask('start')]).toEqual([[], 'no-update'])
    chosen = undefined
    expect((await station.main.must('update.choose', {})).taken).toBeUndefined()
  })

  test('a lock ends it: the next sign-in removes the copy and begins again', async () => {
    await open()
    await choose()
    await station.main.must('update.choose', {})
    await station.main.must('update.prepare', {})
    await station.main.app.lock('asked')
    await station.main.unlock()
    expect([(await view()).taken, copies(), await ask('start')]).toEqual([undefined, [], 'no-update'])
  })

  test('killed after each step: the next sign-in has no copy that was not started, and the record says what was', async () => {
    for (const steps of [['choose'], ['choose', 'prepare']] as const) {
      await open()
      await choose()
      for (const step of steps) await station.main.must(`update.${step}`, {})
      const there = await station.main.again()
      expect((await there.unlock()).ok).toBe(true)
      expect([(await there.must('update.read', {})).taken, existsSync(join(there.folder, 'update')), calls.started]).toEqual([
        undefined,
        false,
        [],
      ])
      await there.app.lock('closed')
      there.remove()
    }
    // In the moment between the entry and the program: the outcome is unknown, so the page says that it is not installed.
    let reached = () => {}
    const atTheStart = new Promise<void>((resolve) => {
      reached = resolve
    })
    await open({}, { startInstaller: () => new Promise(() => reached()) })
    await choose()
    await station.main.must('update.choose', {})
    await station.main.must('update.prepare', {})
    void station.main.call('update.start', {})
    await atTheStart
    const there = await station.main.again()
    expect((await there.unlock()).ok).toBe(true)
    expect(await there.must('update.read', {})).toMatchObject({ installed: '0.1.0', last: { version: '1.2.0', from: '0.1.0' } })
    expect(readdirSync(join(there.folder, 'update'))).toEqual(['RA-Desk-setup.msi'])
    await there.must('update.discard', {})
    expect(existsSync(join(there.folder, 'update'))).toBe(false)
    station = { ...station, main: there }
  })

  test('only an RA manager, and a passphrase again before a file is taken and before it is started', () => {
    for (const name of ['update.choose', 'update.prepare', 'update.start', 'update.discard'] as const)
      expect(channels[name].roles).toEqual({ raManager: 'do', raAgent: 'no', idChecker: 'no' })
    expect([channels['update.choose'].lasting, channels['update.start'].lasting]).toEqual([true, true])
  })
})

describe('update files that are refused', () => {
  test('each refusal is an entry, and leaves no copy', async () => {
    await open()
    await choose({ version: '0.1.0' })
    expect(await ask('choose')).toBe('update-installed-already')
    await choose({ version: '0.0.9' })
    expect(await ask('choose')).toBe('update-older')
    await choose({ platform: 'win32-arm64' })
    expect(await ask('choose')).toBe('update-other-platform')
    await choose({ opensDataFrom: 99 })
    expect(await ask('choose')).toBe('update-cannot-open-data')
    await choose({}, { keyFile: DEVELOPMENT_KEY_FILE })
    expect(await ask('choose')).toBe('update-not-by-provider')
    expect([await actions(), copies(), (await view()).taken]).toEqual([Array.from({ length: 5 }, () => 'update-refused'), [], undefined])
  })

  test('below the highest version that was checked here: also after a lock, a sign-in and a backup put back', async () => {
    await open()
    await choose({ version: '1.3.0' })
    await station.main.must('update.choose', {})
    await station.main.must('update.discard', {})
    await choose({ version: '1.2.9' })
    expect(await ask('choose')).toBe('update-older')
    await station.main.app.lock('asked')
    await station.main.unlock()
    expect(await ask('choose')).toBe('update-older')
    await choose({ version: '1.3.0' })
    expect(await ask('choose')).toBe('ok')
  })

  test('the disk takes no entry after the check: the copy goes, and the version does not count as seen', async () => {
    await open()
    await choose({ version: '1.3.0' })
    const kept = memoryStore()
    const act = createUpdateAct({
      folder: station.main.folder,
      session: () => ({
        agent: { agentId: 'a', agentName: 'Sample Agent' },
        store: kept.store as unknown as RecordStore,
        vault: { isOpen: () => true },
        desk: { cases: { lastTime: () => '' } },
      }),
      version: '0.1.0',
      practice: false,
      shell: 'electron',
      now: () => new Date(0),
      push: () => undefined,
      updates: installedShell(maker.publicKey, { chooseFile: () => Promise.resolve(chosen) }).updates,
      backups: { make: () => Promise.reject(new Error('not asked')), testRestore: () => Promise.reject(new Error('not asked')) },
    })
    kept.failWith('disk-full')
    expect(codeOf(await act.choose())).toBe('disk-full')
    kept.failWith(undefined)
    expect([copies(), codeOf(await act.start())]).toEqual([[], 'no-update'])
    await choose({ version: '1.2.0' })
    expect(codeOf(await act.choose())).toBe('ok')
  })
})

describe('where nothing is installed', () => {
  test.each<readonly [string, Partial<AppDeps>, Partial<AppDeps['updates']>]>([
    ['practice', { practice: true, virtualDevices: true }, {}],
    ['stand-in', { shell: 'chromium-stand-in' }, {}],
    ['not-installed', {}, { isPackaged: false }],
  ])('%s: the whole act, and at the end nothing is started', async (starts, given, shell) => {
    await open(given, shell)
    await choose()
    expect((await view()).starts).toBe(starts)
    await station.main.must('update.choose', {})
    await station.main.must('update.prepare', {})
    const ended = await station.main.must('update.start', {})
    expect([ended.outcome, ended.taken, ended.last, calls.started, copies()]).toEqual(['nothing', undefined, undefined, [], []])
    expect(await actions()).toEqual(['update-checked', 'update-not-started'])
  })

  test('other systems: the installer is shown, and stays until its version runs', async () => {
    await open({}, { platform: 'linux-x64', startInstaller: () => Promise.resolve('shown') })
    expect((await view()).starts).toBe('shown')
    await choose({ platform: 'linux-x64' }, { name: 'ra-desk_1.2.0_amd64.deb' })
    await station.main.must('update.choose', {})
    await station.main.must('update.prepare', {})
    expect((await station.main.must('update.start', {})).outcome).toBe('shown')
    expect(calls.ended).toBe(0)
    await station.main.app.lock('asked')
    await station.main.unlock()
    expect(copies()).toEqual(['ra-desk_1.2.0_amd64.deb'])
  })

  test('whose signature counts is said', async () => {
    await open()
    expect((await view()).signers).toBe('provider')
    await station.main.app.lock('closed')
    station.main.remove()
    await open({}, { builtInKeys: '' })
    expect((await view()).signers).toBe('none')
    await choose()
    expect(await ask('choose')).toBe('update-signature-wrong')
  })
})
