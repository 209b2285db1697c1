/** Who may do what, how it is recorded, what opens a step again, and what an edition must have for it. */
import { describe, expect, test } from 'vitest'
import { journeyRules, type EventKind } from '../../../domain/case/events.ts'
import type { StepId } from '../../../domain/case/steps.ts'
import type { Edition } from '../../../domain/guidance/edition.ts'
import { roles } from '../../../domain/station/roles.ts'
import { provedElsewhere2026, remote20200408 } from '../../support/ask-case.ts'

const agents = ['raManager', 'raAgent'] as const

describe('acts', () => {
  test.each<[EventKind, readonly string[] | 'main', string, string | undefined, string, string]>([
    ['requestReceived', roles, 'record-request', 'request', '', 'case'],
    ['identityProvedElsewhere', agents, 'record-known-identity', 'known-identity', '', 'case, signed'],
    ['detailsRecorded', roles, 'record-details', 'details', '', 'case'],
    ['deliveryRecorded', agents, 'record-delivery', 'delivery-details', '', 'case'],
    ['itemsAskedFor', roles, 'ask-for-items', 'ask-for-items', '', 'case'],
    ['itemsChecked', roles, 'check-items', 'items', '', 'case'],
    ['identityDocumentAttached', roles, 'attach-identity-document', 'identity-document', '', 'case'],
    ['identityDocumentAssessed', roles, 'assess-identity-document', 'identity-document', '', 'case'],
    ['photographAttached', roles, 'attach-photograph', 'photograph', '', 'case'],
    ['photographAssessed', roles, 'assess-photograph', 'photograph', '', 'case'],
    ['likenessConfirmed', roles, 'confirm-likeness', 'likeness', '', 'case'],
    ['photographCopySaved', 'main', 'save-photograph-copy', undefined, '', 'document'],
    ['photographCopyDeletion', 'main', 'delete-photograph-copy', undefined, 'on-any-copy', 'document'],
    ['photographCopyGone', agents, 'confirm-photograph-copy-gone', undefined, 'on-any-copy', 'document'],
    ['callArranged', roles, 'arrange-call', 'arrange-call', '', 'case'],
    ['documentShown', roles, 'compare-document', 'document-shown', '', 'case'],
    ['callEnded', roles, 'end-call', 'outcome', '', 'case, signed'],
    ['phoneCodeTexted', 'main', 'text-phone-code', 'phone-code', 'freely', 'secret'],
    ['phoneCodeVerified', 'main', 'verify-phone-code', 'phone-code', 'freely', 'secret'],
    ['phoneCodesFailed', 'main', 'break-off-call', 'phone-code', '', 'case, signed'],
    ['cisIdentityCreated', agents, 'create-cis-identity', 'cis', '', 'case, signed'],
    ['cardWriteStarted', 'main', 'write-card', 'write-card', '', 'case, signed'],
    ['cardWritten', 'main', 'record-written-card', 'write-card', '', 'case, signed'],
    ['cardFailed', 'main', 'record-failed-card', 'write-card', '', 'case'],
    ['cardReplaced', agents, 'replace-card', 'write-card', 'freely', 'case, signed'],
    ['cardFacePrinted', 'main', 'print-card-face', 'print-card', '', 'case'],
    ['cardFacePrintCalledOff', 'main', 'call-off-print', 'print-card', '', 'case'],
    ['cardFaceChecked', agents, 'check-card-face', 'print-card', '', 'case'],
    ['labelMade', 'main', 'make-label', 'label', '', 'case'],
    ['labelVoided', 'main', 'void-label', 'label', '', 'case'],
    ['labelChecked', agents, 'check-label', 'label', '', 'case'],
    ['manifestClosed', 'main', 'close-manifest', 'manifest', '', 'case, signed'],
    ['posted', agents, 'record-posting', 'posted', '', 'case'],
    ['arrivalCallLogged', agents, 'log-arrival-call', 'arrival', '', 'case'],
    ['passcodeTexted', 'main', 'text-passcode', 'text-passcode', '', 'secret, signed'],
    ['passcodeTextSettled', 'main', 'settle-passcode-text', 'text-passcode', 'freely', 'secret, signed'],
    ['accessRecorded', agents, 'record-access', 'access', '', 'case'],
    ['firstLogInConfirmed', agents, 'confirm-first-log-in', 'first-log-in', '', 'case'],
    ['handedOver', 'main', 'hand-over', undefined, 'on-any-copy', 'case'],
    ['handoverReceipted', 'main', 'record-receipt', undefined, 'on-any-copy', 'case, signed'],
    ['handoverTakenBack', 'main', 'take-back', undefined, 'on-any-copy', 'case, signed'],
    ['takenOver', 'main', 'take-over', undefined, 'on-any-copy', 'case'],
    ['erased', 'main', 'erase-what-is-due', undefined, 'on-any-copy', 'case, signed'],
    ['keptLonger', 'main', 'keep-longer', undefined, 'on-any-copy', 'case, signed'],
    ['heldFromErasing', 'main', 'hold-case', undefined, 'on-any-copy', 'case, signed'],
    ['noteAdded', roles, 'add-note', undefined, 'after-end', 'case'],
  ])('%s: recorded by %s as %s', (kind, by, act, step, when, recorded) => {
    const rule = journeyRules.events.get(kind)!
    expect([rule.by, rule.act, rule.step]).toEqual([by, act, step])
    expect(rule.again ?? rule.when ?? '').toBe(when)
    expect(`${rule.record.kind}${rule.record.signed ? ', signed' : ''}`).toBe(recorded)
    expect(rule.record.words).toMatch(/^[A-Z]/)
  })
})

describe('steps', () => {
  const lists = new Set([...Object.keys(remote20200408), ...Object.keys(provedElsewhere2026)])
  const without = (edition: Edition, list: string): Edition => ({
    ...edition,
    [list]: Array.isArray(edition[list as keyof Edition]) ? [] : undefined,
  })

  /** Where `main` records what is done on their screens. */
  const workedOnBy = new Map<StepId, readonly string[]>([
    ['phone-code', roles],
    ['manifest', agents],
    ['text-passcode', agents],
  ])

  test.each<[StepId, string, string, string, string]>([
    ['request', '', '', 'requestChannels', 'begins'],
    ['known-identity', '', '', 'identityProofs', 'begins'],
    ['details', '', '', '', ''],
    ['delivery-details', '', '', '', ''],
    ['ask-for-items', '', '', 'requestedItems email', ''],
    ['items', '', '', 'requestedItems', ''],
    ['identity-document', 'identity-document name date-of-birth', '', 'photoDocuments noPhotoDocuments documentRejectionReasons', ''],
    ['photograph', 'photograph', '', 'photographRejectionReasons', ''],
    ['likeness', 'photograph', '', 'likenessWays', ''],
    ['arrange-call', 'call', '', 'videoChannels locations', ''],
    ['document-shown', 'identity-document photograph bound-number call name date-of-birth', 'identity-document & photograph', '', ''],
    ['outcome', 'bound-number identity-document photograph', '', 'notMatchedReasons', ''],
    ['phone-code', 'mobile call', 'details|delivery-details', '', ''],
    ['cis', 'name title name-on-card date-of-birth ni-number mobile email organisation', 'details', 'cis', ''],
    [
      'write-card',
      'uuid name-on-card organisation photograph',
      'cis|known-identity|replacement & photograph',
      'cardReplacementReasons',
      'irreversible',
    ],
    ['print-card', 'card', 'write-card', '', 'irreversible'],
    ['label', 'card address name name-on-envelope', 'write-card & details|delivery-details', '', ''],
    ['manifest', 'item-reference', 'label & print-card', 'postingServices', 'irreversible'],
    ['posted', 'card item-reference', 'manifest', 'postingServices', ''],
    ['arrival', 'card', 'posted', 'arrivalQuestions', ''],
    ['text-passcode', 'card bound-number', 'phone-code & arrival', '', 'irreversible'],
    ['access', 'uuid', 'cis|known-identity', '', ''],
    ['first-log-in', 'card', '', '', ''],
  ])('%s: opened again by a change of %s; made from %s; needs %s', (id, inputs, madeFrom, needed, what) => {
    const step = journeyRules.steps.get(id)!
    expect(step.invalidatedBy.join(' ')).toBe(inputs)
    expect((step.madeFrom ?? []).map((any) => any.join('|')).join(' & ')).toBe(madeFrom)
    expect(step.workedOnBy ?? []).toEqual(workedOnBy.get(id) ?? [])
    expect([step.irreversible && 'irreversible', step.beginsCase && 'begins'].filter(Boolean).join(' ')).toBe(what)
    const whole = [remote20200408, provedElsewhere2026].find((edition) => step.hasLists?.(edition) ?? true)!
    const missed = [...lists].filter((list) => step.hasLists?.(without(whole, list)) === false)
    expect(missed.toSorted()).toEqual(needed.split(' ').filter(Boolean).toSorted())
  })
})
