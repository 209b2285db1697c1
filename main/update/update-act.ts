/**
 * Updating RA Desk from a file: the file is copied and checked, a backup is made and restored in a test, and only then the installer is
 * started. Each step needs the one before it, in the same session. Nothing of it outlives a lock, except what the record knows.
 */
import { basename } from 'node:path'
import { err, ok, type Failure, type Result } from '../../domain/result.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import { singleLine } from '../../domain/text-from-outside.ts'
import { DATA_FORMAT } from '../../domain/station/data-format.ts'
import { findUpdateRefusal } from '../../domain/update/find-update-refusal.ts'
import type { UpdateManifest } from '../../domain/update/manifest.ts'
import type { Output, Reply } from '../../preload/contract.ts'
import type { BackupScheduler } from '../backup/backup-scheduler.ts'
import type { Clock, Pushes, SignedInAgent, Store } from '../ports.ts'
import { clearUpdateFolder, copyInstaller, hashOfCopy, type CopyDeps } from './private-copy.ts'
import { openUpdateBook } from './update-book.ts'
import { copyChanged, installerFailed, lockedMeanwhile, notPrepared, nothingTaken } from './update-failures.ts'
import { openUpdateFile } from './update-file.ts'
import { readUpdateKeys } from './update-keys.ts'
import type { UpdateShell } from './update-shell.ts'

export interface UpdateSession extends SignedInAgent, Store {
  readonly vault: { isOpen(): boolean }
  readonly desk: { readonly cases: { /** Instant of the last change to any case. */ lastTime(): string } }
}

export interface UpdateDeps extends Clock, Pushes, Pick<CopyDeps, 'folder' | 'freeSpace'> {
  readonly session: () => UpdateSession
  readonly version: string
  readonly practice: boolean
  readonly shell: 'electron' | 'chromium-stand-in'
  readonly updates: UpdateShell
  readonly backups: Pick<BackupScheduler, 'make' | 'testRestore'>
}

type View = Output<'update.read'>

export interface UpdateAct {
  read(): Promise<Reply<'update.read'>>
  choose(): Promise<Reply<'update.choose'>>
  prepare(): Promise<Reply<'update.prepare'>>
  start(): Promise<Reply<'update.start'>>
  discard(): Promise<Reply<'update.discard'>>
}

interface Taken {
  readonly session: UpdateSession
  readonly manifest: UpdateManifest
  readonly signedBy: 'provider' | 'development'
  /** As the agent chose it. */
  readonly fileName: string
  /** Of the checked copy. */
  readonly path: string
  readonly prepared?: NonNullable<View['prepared']>
}

export function createUpdateAct(deps: UpdateDeps): UpdateAct {
  const sequence = createSequencer()
  const keys = readUpdateKeys(deps.updates.builtInKeys, deps.updates.isPackaged)
  let taken: Taken | undefined
  const takenNow = (session: UpdateSession) => (taken?.session === session ? taken : undefined)

  async function view(session: UpdateSession, outcome?: View['outcome']): Promise<Result<View, never>> {
    const now = takenNow(session)
    const { started } = await openUpdateBook(session.store, deps.version)
    return ok({
      installed: deps.version,
      signers: keys.trusted.length > 0 ? 'provider' : keys.acceptsDevelopment ? 'development' : 'none',
      starts: whatStarts(deps),
      ...(now ? { taken: describe(now) } : {}),
      ...(now?.prepared ? { prepared: now.prepared } : {}),
      ...(outcome ? { outcome } : {}),
      ...(started ? { last: { version: started.version, from: started.from, at: started.at, by: started.by } } : {}),
    })
  }

  async function take(session: UpdateSession, path: string): Promise<Reply<'update.choose'>> {
    taken = undefined
    const source = await openUpdateFile(path, keys)
    if (!source.ok) return refuse(session, source.error)
    const { manifest, signedBy, file } = source.value
    try {
      const book = await openUpdateBook(session.store, deps.version)
      const { platform } = deps.updates
      const refusal = findUpdateRefusal(manifest, { version: deps.version, platform, highest: book.highest, dataFormat: DATA_FORMAT })
      if (refusal) return await refuse(session, refusal)
      const copied = await copyInstaller(copyDeps(deps, session), source.value)
      if (!copied.ok) return await refuse(session, copied.error)
      const { version, installer } = manifest
      const kept = await book.keep({ seen: version }, { action: 'update-checked', detail: { version, sha256: installer.sha256 } })
      if (!kept.ok) {
        await clearUpdateFolder(deps.folder).catch(() => undefined)
        return kept
      }
      taken = { session, manifest, signedBy, fileName: singleLine(basename(path)), path: copied.value }
      return await view(session)
    } finally {
      await file.close().catch(() => undefined)
    }
  }

  async function prepare(session: UpdateSession, now: Taken): Promise<Reply<'update.prepare'>> {
    taken = withoutBackup(now)
    const made = await deps.backups.make()
    if (!made.ok) return made
    const tested = await deps.backups.testRestore()
    if (!tested.ok) return tested
    // Another backup than the one just made was the newest: it may lack the last changes.
    if (tested.value.file !== made.value.file || takenNow(session) === undefined) return notPrepared
    taken = { ...now, prepared: { madeAt: made.value.madeAt, cases: tested.value.cases } }
    return view(session)
  }

  async function start(session: UpdateSession, now: Taken): Promise<Reply<'update.start'>> {
    if (now.prepared === undefined || now.prepared.madeAt < session.desk.cases.lastTime()) {
      taken = withoutBackup(now)
      return notPrepared
    }
    const { version, installer } = now.manifest
    const hash = await hashOfCopy(now.path, installer.bytes, {}).catch(() => '')
    if (hash !== installer.sha256) {
      taken = undefined
      await clearUpdateFolder(deps.folder).catch(() => undefined)
      return refuse(session, copyChanged.error)
    }
    const starts = whatStarts(deps)
    if (starts !== 'installer' && starts !== 'shown') return endWithout(session, starts)
    const book = await openUpdateBook(session.store, deps.version)
    const started = { version, from: deps.version, file: installer.name, at: deps.now().toISOString(), by: session.agent.agentName }
    const kept = await book.keep({ seen: version, started }, { action: 'update-started', detail: { version, from: deps.version } })
    if (!kept.ok) return kept
    try {
      const outcome = await deps.updates.startInstaller(now.path)
      if (outcome === 'started') deps.updates.endSoon()
      return await view(session, outcome)
    } catch {
      await session.store.commit([], { action: 'update-not-started', detail: { version } })
      return installerFailed
    }
  }

  /** Practice and shells that are not installed go through the whole act, up to the start. */
  async function endWithout(session: UpdateSession, why: View['starts']): Promise<Reply<'update.start'>> {
    const noted = await session.store.commit([], { action: 'update-not-started', detail: { why } })
    if (!noted.ok) return noted
    taken = undefined
    await clearUpdateFolder(deps.folder).catch(() => undefined)
    return view(session, 'nothing')
  }

  const withTaken = <Answer>(work: (session: UpdateSession, now: Taken) => Promise<Answer>) =>
    sequence(async () => {
      const session = deps.session()
      const now = takenNow(session)
      return now === undefined ? nothingTaken : work(session, now)
    })

  return {
    read: () => view(deps.session()),
    choose: () =>
      sequence(async () => {
        const session = deps.session()
        const path = await deps.updates.chooseFile()
        if (!session.vault.isOpen()) return lockedMeanwhile
        return path === undefined ? view(session) : take(session, path)
      }),
    prepare: () => withTaken(prepare),
    start: () => withTaken(start),
    discard: () =>
      sequence(async () => {
        const session = deps.session()
        taken = undefined
        await clearUpdateFolder(deps.folder).catch(() => undefined)
        return view(session)
      }),
  }
}

const withoutBackup = ({ prepared: _prepared, ...rest }: Taken): Taken => rest

const copyDeps = (deps: UpdateDeps, session: UpdateSession): CopyDeps => ({
  folder: deps.folder,
  ...(deps.freeSpace ? { freeSpace: deps.freeSpace } : {}),
  isWanted: () => session.vault.isOpen(),
  onProgress: reportEachPercent((step, done) => {
    deps.push('update.progress', { step, done })
  }),
})

/** A large file has many pieces: the page is told of each per cent once. */
function reportEachPercent(report: NonNullable<CopyDeps['onProgress']>): NonNullable<CopyDeps['onProgress']> {
  let last = ''
  return (step, done) => {
    const percent = `${step} ${Math.floor(done * 100)}`
    if (percent === last) return
    last = percent
    report(step, done)
  }
}

/** Every refused file is an entry of the record. */
async function refuse<Code extends string>(
  session: UpdateSession,
  error: Failure<Code>,
): Promise<{ readonly ok: false; readonly error: Failure<Code> }> {
  if (session.vault.isOpen()) await session.store.commit([], { action: 'update-refused', detail: { code: error.code } })
  return err(error.code, error.message, error.next)
}

const describe = ({ manifest, signedBy, fileName }: Taken): NonNullable<View['taken']> => ({
  fileName,
  version: manifest.version,
  made: manifest.made,
  changes: [...manifest.changes],
  bytes: manifest.installer.bytes,
  signedBy,
})

function whatStarts({ practice, shell, updates }: UpdateDeps): View['starts'] {
  if (practice) return 'practice'
  if (shell !== 'electron') return 'stand-in'
  if (!updates.isPackaged) return 'not-installed'
  return updates.platform.startsWith('win32') ? 'installer' : 'shown'
}
