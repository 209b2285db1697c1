import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { markFileName } from '../../../domain/backup/folder-identity.ts'
import { findFolderTrouble, markFolder, rememberedOf, takeFolder } from '../../../main/backup/folder-mark.ts'
import { backupParts, backupStation, printRecoveryKey, type BackupStation } from '../../support/backup-station.ts'
import { openMainApp } from '../../support/main-app.ts'
import { code, freshFolder } from '../vault/support.ts'

const vaultId = 'ab'.repeat(16)
const stations: BackupStation[] = []
const others: string[] = []
afterEach(async () => {
  for (const { main, target } of stations.splice(0)) {
    await main.app.lock('asked')
    main.remove()
    rmSync(target, { recursive: true, force: true })
  }
  for (const folder of others.splice(0)) rmSync(folder, { recursive: true, force: true })
})
async function start(...given: Parameters<typeof backupStation>): Promise<BackupStation> {
  const station = await backupStation(...given)
  stations.push(station)
  return station
}
/** The stick is pulled: what was at the path lies elsewhere now. */
function pull({ target }: BackupStation): string {
  const away = mkdtempSync(join(tmpdir(), 'ra-desk-away-'))
  others.push(away)
  renameSync(target, join(away, 'stick'))
  return join(away, 'stick')
}
const markOf = (target: string) => readdirSync(target).filter((name) => name.endsWith('-folder.txt'))
const failing = async ({ main }: BackupStation) => {
  const answer = await main.call('backup.make', {})
  return answer.ok ? '' : answer.error.message
}

describe('folder for backups', () => {
  test('the chosen folder gets a mark at once, and the page is told of no trouble', async () => {
    const station = await start()
    expect(markOf(station.target)).toHaveLength(1)
    expect(station.memory.now.marked).toBe(station.target)
    const state = await station.main.must('backup.state', {})
    expect([state.reachable, state.trouble]).toEqual([true, undefined])
  })

  test('the stick is out and its path is gone: refused, nothing is made, and it goes on when the stick is back', async () => {
    const station = await start()
    await station.main.must('backup.make', {})
    const stick = pull(station)
    expect(await failing(station)).toContain('is not there: the USB stick may be out')
    expect(existsSync(station.target)).toBe(false)
    expect((await station.main.must('backup.state', {})).trouble?.message).toContain('is not there')
    expect(station.memory.now.failure?.next).toContain('Put the stick in')
    renameSync(stick, station.target)
    await station.main.must('backup.make', {})
    expect(station.files()).toHaveLength(2)
  })

  test('the stick is out and its mount point is left, empty: nothing is written there', async () => {
    const station = await start()
    await station.main.must('backup.make', {})
    const stick = pull(station)
    mkdirSync(station.target)
    expect(await failing(station)).toContain('is not the one that was chosen')
    expect(readdirSync(station.target)).toEqual([])
    const state = await station.main.must('backup.state', {})
    expect([state.reachable, state.backups]).toEqual([false, []])
    rmSync(station.target, { recursive: true })
    renameSync(stick, station.target)
    await station.main.must('backup.make', {})
  })

  test('a strange stick under the same letter: refused; chosen again, it is used', async () => {
    const station = await start()
    await station.main.must('backup.make', {})
    pull(station)
    mkdirSync(station.target)
    writeFileSync(join(station.target, 'holiday.txt'), 'not ours')
    expect(await failing(station)).toContain('another stick or disk is in its place')
    expect(readdirSync(station.target)).toEqual(['holiday.txt'])
    await station.main.must('backup.chooseFolder', {})
    await station.main.must('backup.make', {})
    expect(station.files()).toHaveLength(1)
  })

  test('two sticks that were both chosen take turns without a question', async () => {
    const station = await start()
    await station.main.must('backup.make', {})
    const firstStick = pull(station)
    mkdirSync(station.target)
    await station.main.must('backup.chooseFolder', {})
    await station.main.must('backup.make', {})
    pull(station)
    renameSync(firstStick, station.target)
    await station.main.must('backup.make', {})
    expect(station.files()).toHaveLength(2)
  })

  test('a file in its place is left as it is', async () => {
    const station = await start()
    pull(station)
    writeFileSync(station.target, 'mine')
    expect(await failing(station)).toContain('A file lies where the folder for backups was')
    expect(readFileSync(station.target, 'utf8')).toBe('mine')
  })

  test('settings of a version without marks: a folder with its backups is marked, an empty one is refused', async () => {
    const station = await start()
    await station.main.must('backup.make', {})
    const forget = () => {
      const { marked, ...older } = station.memory.now
      expect(marked).toBe(station.target)
      station.memory.now = older
    }
    forget()
    rmSync(join(station.target, markOf(station.target)[0]!))
    await station.main.must('backup.make', {})
    expect(markOf(station.target)).toHaveLength(1)
    forget()
    pull(station)
    mkdirSync(station.target)
    expect(await failing(station)).toContain('is not the one that was chosen')
    expect(readdirSync(station.target)).toEqual([])
  })

  test('a folder of the policy: never made, used the first time, and only that one can be chosen again', async () => {
    const share = mkdtempSync(join(tmpdir(), 'ra-desk-share-'))
    others.push(share)
    const target = join(share, 'backups')
    const memory = { now: {} as BackupStation['memory']['now'] }
    let chosen = join(share, 'other')
    const parts = backupParts(memory, { policy: { backupFolder: target } })
    const main = await openMainApp({ parts: { ...parts, backups: { ...parts.backups!, chooseFolder: () => Promise.resolve(chosen) } } })
    await main.setUp()
    await printRecoveryKey(main)
    const made = async () => (await main.call('backup.make', {})).ok
    expect([await made(), existsSync(target)]).toEqual([false, false])
    mkdirSync(target)
    expect(await made()).toBe(true)
    renameSync(target, join(share, 'the disk that was there'))
    mkdirSync(target)
    expect([await made(), readdirSync(target)]).toEqual([false, []])
    expect(code(await main.call('backup.chooseFolder', {}))).toBe('by-policy')
    chosen = target
    await main.must('backup.chooseFolder', {})
    expect([await made(), memory.now.folder]).toEqual([true, undefined])
    await main.app.lock('asked')
    main.remove()
  })
})

describe('mark of a folder', () => {
  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'a write-protected stick is refused when it is chosen',
    async () => {
      const target = await freshFolder()
      chmodSync(target, 0o500)
      const answer = await markFolder({ target, vaultId })
      expect(answer.ok ? '' : answer.error.message).toContain('write-protected')
      chmodSync(target, 0o700)
    },
  )

  test('a mark that cannot be written is a refusal in words', async () => {
    const target = await freshFolder()
    mkdirSync(join(target, markFileName(vaultId)))
    const answer = await markFolder({ target, vaultId })
    expect(answer.ok ? '' : answer.error.message).toContain('RA Desk cannot write to the folder for backups')
  })

  test('a damaged, foreign or huge mark is none', async () => {
    const target = await freshFolder()
    const remembered = { marked: true, usedUnmarked: false }
    for (const text of ['', 'station cdcd', `station ${vaultId}\n${' '.repeat(5_000)}`]) {
      writeFileSync(join(target, markFileName(vaultId)), text)
      expect(await findFolderTrouble({ target, vaultId, remembered })).toBeDefined()
    }
    expect(code(await markFolder({ target, vaultId }))).toBe('ok')
    expect(await findFolderTrouble({ target, vaultId, remembered })).toBeUndefined()
  })

  test('looking alone writes nothing; taking a folder for the first time marks it', async () => {
    const target = await freshFolder()
    const place = { target, vaultId, remembered: { marked: false, usedUnmarked: false } }
    expect(await findFolderTrouble(place)).toBeUndefined()
    expect(readdirSync(target)).toEqual([])
    expect(code(await takeFolder(place))).toBe('ok')
    expect(readdirSync(target)).toEqual([markFileName(vaultId)])
  })

  test.each([
    ['marked here', { marked: '/stick' }, { marked: true, usedUnmarked: false }],
    ['marked elsewhere', { marked: '/other', last: {} }, { marked: false, usedUnmarked: false }],
    ['an older version made backups', { last: {} }, { marked: false, usedUnmarked: true }],
    ['never used', {}, { marked: false, usedUnmarked: false }],
  ])('what is remembered: %s', (_, memory, remembered) => {
    expect(rememberedOf('/stick', memory as Parameters<typeof rememberedOf>[1])).toEqual(remembered)
  })
})
