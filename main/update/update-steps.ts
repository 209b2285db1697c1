/** The steps of an update (`update-act.ts`). Each notes what it did, so that the next one can rest on it. */
import { basename } from 'node:path'
import { err, ok, type Failure, type Result } from '../../domain/result.ts'
import { singleLine } from '../../domain/text-from-outside.ts'
import { DATA_FORMAT } from '../../domain/station/data-format.ts'
import { findUpdateRefusal } from '../../domain/update/find-update-refusal.ts'
import type { UpdateManifest } from '../../domain/update/manifest.ts'
import type { Output, Reply } from '../../preload/contract.ts'
import type { BackupScheduler } from '../backup/backup-scheduler.ts'
import type { Clock, Pushes, SignedInAgent, Store, UpdateShell } from '../ports.ts'
import { clearUpdateFolder, copyInstaller, hashOfCopy, type CopyDeps } from './private-copy.ts'
import { openUpdateBook } from './update-book.ts'
import { copyChanged, installerFailed, notPrepared } from './update-failures.ts'
import { openUpdateFile } from './update-file.ts'
import type { UpdateKeys } from './update-keys.ts'

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

export interface Taken {
  readonly session: UpdateSession
  readonly manifest: UpdateManifest
  readonly signedBy: 'provider' | 'development'
  /** As the agent chose it. */
  readonly fileName: string
  /** Of the checked copy. */
  readonly path: string
  readonly prepared?: NonNullable<View['prepared']>
}

/** An update under way. */
export interface Running {
  readonly deps: UpdateDeps
  readonly keys: UpdateKeys
  taken: Taken | undefined
}

/** Only in the session in which it was taken. */
export const takenNow = ({ taken }: Running, session: UpdateSession): Taken | undefined => (taken?.session === session ? taken : undefined)

export async function view(act: Running, session: UpdateSession, outcome?: View['outcome']): Promise<Result<View, never>> {
  const now = takenNow(act, session)
  const { deps, keys } = act
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

export async function take(act: Running, session: UpdateSession, path: string): Promise<Reply<'update.choose'>> {
  act.taken = undefined
  const source = await openUpdateFile(path, act.keys)
  if (!source.ok) return refuse(session, source.error)
  const { manifest, signedBy, file } = source.value
  try {
    const book = await openUpdateBook(session.store, act.deps.version)
    const { platform } = act.deps.updates
    const refusal = findUpdateRefusal(manifest, { version: act.deps.version, platform, highest: book.highest, dataFormat: DATA_FORMAT })
    if (refusal) return await refuse(session, refusal)
    const copied = await copyInstaller(copyDeps(act.deps, session), source.value)
    if (!copied.ok) return await refuse(session, copied.error)
    const { version, installer } = manifest
    const kept = await book.keep({ seen: version }, { action: 'update-checked', detail: { version, sha256: installer.sha256 } })
    if (!kept.ok) {
      await clearUpdateFolder(act.deps.folder).catch(() => undefined)
      return kept
    }
    act.taken = { session, manifest, signedBy, fileName: singleLine(basename(path)), path: copied.value }
    return await view(act, session)
  } finally {
    await file.close().catch(() => undefined)
  }
}

export async function prepare(act: Running, session: UpdateSession, now: Taken): Promise<Reply<'update.prepare'>> {
  act.taken = withoutBackup(now)
  const made = await act.deps.backups.make()
  if (!made.ok) return made
  const tested = await act.deps.backups.testRestore()
  if (!tested.ok) return tested
  // Another backup than the one just made was the newest: it may lack the last changes.
  if (tested.value.file !== made.value.file || takenNow(act, session) === undefined) return notPrepared
  act.taken = { ...now, prepared: { madeAt: made.value.madeAt, cases: tested.value.cases } }
  return view(act, session)
}

export async function start(act: Running, session: UpdateSession, now: Taken): Promise<Reply<'update.start'>> {
  if (now.prepared === undefined || now.prepared.madeAt < session.desk.cases.lastTime()) {
    act.taken = withoutBackup(now)
    return notPrepared
  }
  const { version, installer } = now.manifest
  const hash = await hashOfCopy(now.path, installer.bytes, {}).catch(() => '')
  if (hash !== installer.sha256) {
    act.taken = undefined
    await clearUpdateFolder(act.deps.folder).catch(() => undefined)
    return refuse(session, copyChanged.error)
  }
  const starts = whatStarts(act.deps)
  if (starts !== 'installer' && starts !== 'shown') return endWithout(act, session, starts)
  const book = await openUpdateBook(session.store, act.deps.version)
  const started = { version, from: act.deps.version, file: installer.name, at: act.deps.now().toISOString(), by: session.agent.agentName }
  const kept = await book.keep({ seen: version, started }, { action: 'update-started', detail: { version, from: act.deps.version } })
  if (!kept.ok) return kept
  try {
    const outcome = await act.deps.updates.startInstaller(now.path)
    if (outcome === 'started') act.deps.updates.endSoon()
    return await view(act, session, outcome)
  } catch {
    await session.store.commit([], { action: 'update-not-started', detail: { version } })
    return installerFailed
  }
}

/** Practice and shells that are not installed go through the whole act, up to the start. */
async function endWithout(act: Running, session: UpdateSession, why: View['starts']): Promise<Reply<'update.start'>> {
  const noted = await session.store.commit([], { action: 'update-not-started', detail: { why } })
  if (!noted.ok) return noted
  act.taken = undefined
  await clearUpdateFolder(act.deps.folder).catch(() => undefined)
  return view(act, session, 'nothing')
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
