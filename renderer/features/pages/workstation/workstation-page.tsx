/** What this workstation has and lacks, with the fix for each; its devices; and, in practice, the hand that drives the virtual ones. */
import { useStationState } from '../../../client/use-case-client.ts'
import { Announced } from '../retention/announced.tsx'
import { BackupPart } from '../backup/backup-part.tsx'
import { Devices } from './devices.tsx'
import { Doctor } from './doctor.tsx'
import { Files } from './files.tsx'
import { SupportReport } from './support-report.tsx'
import { Practice } from './practice.tsx'

/** `part`: where the page opens. */
export function Workstation({ part }: { readonly part?: string }) {
  const { practice } = useStationState()
  return (
    <>
      <h1 className="nhsuk-heading-l">Workstation</h1>
      {practice && <Practice />}
      <Devices landing={part === 'devices'} />
      <Announced landing={part === 'retention'} />
      <BackupPart landing={part === 'backup'} />
      <Doctor landing={part === 'doctor'} />
      <Files />
      <SupportReport landing={part === 'support-report'} />
    </>
  )
}
