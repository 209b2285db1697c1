/** Until the recovery key is confirmed, for those who can confirm it. */
import { Link } from 'wouter'
import { useAccess } from '../client/use-access.ts'
import { useStationState } from '../client/use-case-client.ts'

export function RecoveryKeyNotice() {
  const { recoveryKeyConfirmed } = useStationState()
  const mayConfirm = useAccess('station.confirmRecoveryKey') === 'do'
  if (recoveryKeyConfirmed || !mayConfirm) return null
  return (
    <section className="desk-notice" aria-label="Set-up is not finished">
      <p>
        <strong>Your recovery key is not confirmed yet.</strong> If you forget your passphrase without it, every case on this computer is
        lost. <Link href="/set-up/recovery">Finish set-up</Link>
      </p>
    </section>
  )
}
