/** The rest of the set-up, part by part. Each is saved as it goes, so it can be left and continued later from here or from Settings. */
import { Link, useLocation } from 'wouter'
import type { StationSettings } from '../../../../domain/station.ts'
import { useSettings, useStationState } from '../../../client/use-case-client.ts'
import type { StationState } from '../../../client/case-client.ts'
import { Button, toast, WordTag } from '../../../ui/index.ts'
import { OrganisationsPart } from '../settings/organisations-part.tsx'
import { ReturnAddressPart } from '../settings/return-address-part.tsx'
import { StaffPart } from '../settings/staff-part.tsx'
import { TextsAndLabelsPart } from '../settings/texts-and-labels-part.tsx'
import { BackupPart } from '../backup/backup-part.tsx'
import { useBackups } from '../backup/use-backups.ts'
import { RecoveryPart } from './recovery-part.tsx'

interface Part {
  readonly id: string
  readonly title: string
  readonly Part: typeof RecoveryPart
  /** Several things are added here, so saving one does not lead on. */
  readonly stays?: true
  readonly done: (settings: StationSettings | undefined, station: StationState, hasBackupFolder: boolean) => boolean
}

function BackupInSetUp() {
  return <BackupPart landing={false} />
}

const allParts: readonly Part[] = [
  { id: 'recovery', title: 'Recovery key', Part: RecoveryPart, stays: true, done: (_settings, station) => station.recoveryKeyConfirmed },
  {
    id: 'organisations',
    title: 'Organisations',
    Part: OrganisationsPart,
    stays: true,
    done: (settings) => (settings?.organisations.length ?? 0) > 0,
  },
  { id: 'return-address', title: 'Return address', Part: ReturnAddressPart, done: (settings) => settings?.returnAddress !== undefined },
  { id: 'staff', title: 'RA staff', Part: StaffPart, done: (settings) => (settings?.staffAware.length ?? 0) > 0 },
  { id: 'texts-and-labels', title: 'Texts and labels', Part: TextsAndLabelsPart, done: () => false },
  { id: 'backup', title: 'Backup', Part: BackupInSetUp, stays: true, done: (_settings, _station, hasBackupFolder) => hasBackupFolder },
]

export function SetUpParts({ part }: { part: string }) {
  const settings = useSettings()?.settings
  const station = useStationState()
  const hasBackupFolder = useBackups().state?.view.folder !== undefined
  // Nothing in practice needs a recovery key. The ceremony can be practised in Settings.
  const parts = allParts.filter((one) => one.id !== 'recovery' || !station.practice)
  const [, go] = useLocation()
  const index = Math.max(
    0,
    parts.findIndex(({ id }) => id === part),
  )
  const { title, Part, stays, id } = parts[index]!
  const next = parts[index + 1]
  const isDone = parts[index]!.done(settings, station, hasBackupFolder)
  const onward = () => go(next ? `/set-up/${next.id}` : '/')
  const saved = (message: string) => {
    toast.success(message)
    if (!stays) onward()
  }
  return (
    <div className="desk-columns desk-columns--nav-first">
      <nav aria-label="Parts of the set-up" className="desk-card">
        <h2 className="nhsuk-heading-s">Set-up</h2>
        <ol className="desk-parts">
          {parts.map((one) => (
            <li key={one.id}>
              <Link href={`/set-up/${one.id}`} aria-current={one.id === id ? 'step' : undefined}>
                {one.title}
              </Link>
              {one.done(settings, station, hasBackupFolder) && (
                <>
                  {' '}
                  <WordTag tone="none">Done</WordTag>
                </>
              )}
            </li>
          ))}
        </ol>
        <p className="desk-secondary">Each part is saved as you go. You can leave and continue later, here or in Settings.</p>
      </nav>
      <div>
        <h1 className="nhsuk-heading-l">{title}</h1>
        <Part key={id} saved={saved} saveLabel={next ? 'Save and continue' : 'Save and finish set-up'} />
        <div className="desk-button-row desk-onward">
          {/* One button continues. Where saving does, the other one skips. */}
          {stays && isDone ? (
            <Button onClick={onward}>{next ? `Continue to “${next.title}”` : 'Finish set-up'}</Button>
          ) : (
            <Button variant="quiet" onClick={onward}>
              {isDone ? 'Leave as it is' : 'Skip for now'}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}
