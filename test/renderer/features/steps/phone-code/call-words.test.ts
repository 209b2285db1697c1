import { expect, test } from 'vitest'
import { provedElsewhere2026 } from '../../../../../domain/guidance/editions/proved-elsewhere-2026.ts'
import { remote20200408 } from '../../../../../domain/guidance/editions/remote-2020-04-08.ts'
import { callWordsOf } from '../../../../../renderer/features/steps/phone-code/call-words.ts'

test('phone code: an edition with a video call speaks of seeing the registrant, one without it never does', () => {
  expect(Object.values(callWordsOf(remote20200408)).join(' ')).toMatch(/see the registrant/)
  expect(Object.values(callWordsOf(provedElsewhere2026)).join(' ')).not.toMatch(/\bsee\b|video|screen/)
})
