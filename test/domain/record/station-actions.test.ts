/** Acts that are no event of a case: of which kind each is, and which the agent's own key signs. */
import { expect, test } from 'vitest'
import { describeAction, isSignedAction, kindOfAction } from '../../../domain/record/actions.ts'

test.each([
  [
    'device',
    false,
    'card-step card-renewed card-refused card-attempts-confirmed card-attempts-denied card-transcript-kept printer-job batch',
  ],
  [
    'case',
    false,
    'evidence-stored wind-down-persons-added wind-down-chased wind-down-meeting wind-down-kept-erased card-certificate-issued card-certificate-installed',
  ],
  [
    'case',
    true,
    'erasure-begun case-erased person-added person-corrected cases-handed-over cases-taken-over locum-granted locum-imported locum-reviewed locum-revoked locum-revocation-withdrawn locum-corrected wind-down-started wind-down-extended wind-down-decided wind-down-settled wind-down-certified',
  ],
  [
    'record',
    false,
    'retention-looked retention-paused database-wiped database-altered database-ahead database-rebuilt journal-repaired journal-second-repaired audit-record-damaged keys-lost rows-lost scans-taken-back scans-lost scans-missing high-water-mark-missing high-water-mark-damaged journal-cut-back keyring-repaired keyring-second-repaired key-slots-second-repaired high-water-mark-part-damaged high-water-mark-older copy-damaged key-slots-repaired keyring-behind keys-behind destroyed-keys-behind folder-behind destroyed-keys-alive case-lines-made checkpoint-made code-compared',
  ],
  ['record', true, 'clock-confirmed'],
  [
    'document',
    false,
    'handover-bundle-saved handover-receipt-saved station-card-saved locum-log-saved wind-down-left-saved wind-down-letter-saved document-printed perhaps-printed document-saved not-saved photograph-copied photograph-dragged file-saved card-transcript-saved not-printed',
  ],
  [
    'view',
    false,
    'bundle-looked-at locum-log-viewed locum-entry-viewed locum-log-previewed cim-differences-viewed wind-down-letter-previewed wind-down-viewed wind-down-pack-viewed case-viewed person-viewed person-compared people-listed evidence-viewed document-previewed card-transcript-viewed card-looked-at record-viewed',
  ],
  [
    'station',
    false,
    'handover-key-read work-queues-saved cim-rows-stored cim-compared cim-states-stored card-template-saved card-template-reset policy-kept policy-changed policy-held station-set-up backup-made backup-failed restore-drilled',
  ],
  [
    'station',
    true,
    'station-card-renewed station-trusted station-trust-withdrawn edition-imported edition-withdrawn edition-reinstated cim-report-imported cim-rows-removed cim-differences-settled cim-differences-reopened card-authority-loaded card-authority-removed card-printer-chosen policy-agreed settings-saved restored-from-backup backups-erasure-begun backups-erased backup-folder-chosen',
  ],
  ['document', true, 'cim-differences-saved cim-differences-printed wind-down-certificate-saved record-exported'],
  ['secret', false, 'card-master-made passcode-release-approved passcode-kept puk-kept phone-code-kept secret-destroyed'],
  [
    'access',
    false,
    'passphrase-changed refused-by-role vault-key-rotated unlocked locked unlock-failed recovery-failed recovery-sheet-deleted recovery-key-confirmed',
  ],
  ['secret', true, 'text-shown-for-work-phone'],
  ['access', true, 'recovered recovery-sheet-saved recovery-sheet-printed restored'],
  ['device', true, 'modem-changed'],
  ['clock', false, 'clock-set-back clock-set-forward time-zone-changed'],
] as const)('acts of the kind “%s”, signed by the agent: %s', (kind, isSigned, names) => {
  for (const name of names.split(' ')) {
    expect([name, kindOfAction(name), isSignedAction(name)]).toEqual([name, kind, isSigned])
    // Words of its own: the name of an act that is not known is only spaced out.
    expect(describeAction(name)).toMatch(/^[A-Z].* /)
    expect(describeAction(name).toLowerCase()).not.toBe(name.replaceAll('-', ' '))
  }
})

test('acts in one frame: signed if one of them is; of the kind of the first', () => {
  expect([isSignedAction('case-viewed case-erased'), isSignedAction('case-viewed unheard-of'), isSignedAction('unheard-of')]).toEqual([
    true,
    false,
    false,
  ])
  expect([kindOfAction('case-erased case-viewed'), kindOfAction('unheard-of case-erased')]).toEqual(['case', 'case'])
})
