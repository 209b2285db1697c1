/** What keeps the cases on this computer safe: the recovery key, the key store and the automatic lock. */
import { Link } from 'wouter'
import { rolesOfChannel } from '../../../../preload/contract.ts'
import { nameWhom } from '../../../../domain/station/roles.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import { SummaryList } from '../../../ui/index.ts'

export function SafetyPart() {
  const station = useStationState()
  const mayConfirm = useAccess('station.confirmRecoveryKey') === 'do'
  const { recoveryKeyConfirmed } = station
  return (
    <SummaryList
      rows={[
        {
          key: 'Recovery key',
          value: (
            <>
              {recoveryKeyConfirmed ? 'Confirmed. ' : 'Not confirmed yet. '}
              {mayConfirm ? (
                <Link href="/set-up/recovery">{recoveryKeyConfirmed ? 'Recovery sheet' : 'Confirm it now'}</Link>
              ) : (
                !recoveryKeyConfirmed && `Ask ${nameWhom(rolesOfChannel('station.confirmRecoveryKey'))} to confirm it.`
              )}
            </>
          ),
        },
        { key: 'Key store of this computer', value: station.keyStore.message },
        {
          key: 'Automatic lock',
          value: `After ${station.idleMinutes} minutes without keyboard or mouse use, and after ${station.callIdleMinutes} during a video call`,
        },
      ]}
    />
  )
}
