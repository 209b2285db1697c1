import { describe, expect, test } from 'vitest'
import { ok } from '../../../domain/result.ts'
import { changeSecret, readRetries, setManagementKey, setRetries, verifyPasscode } from '../../../native/card/card-secrets.ts'
import { algorithms, references } from '../../../native/card/piv.ts'
import { createSentValues, guardCommand } from '../../../native/card/sent-values.ts'
import { scriptedCommand } from '../../support/scripted-command.ts'

function guarded(...answers: readonly string[]) {
  const { command, asked } = scriptedCommand(...answers)
  return { guard: guardCommand(command, createSentValues()), asked }
}

describe('card secrets: what is sent', () => {
  test('VERIFY: the passcode, filled up with FF', async () => {
    const { guard, asked } = guarded('9000')
    expect(await verifyPasscode(guard, '004217')).toEqual(ok())
    expect(asked).toEqual(['00200080 303034323137ffff -'])
  })

  test.each([
    ['passcode', references.passcode, '80'],
    ['PUK', references.puk, '81'],
  ] as const)('CHANGE REFERENCE DATA of the %s: the old value, then the new one', async (_, reference, p2) => {
    const { guard, asked } = guarded('9000')
    expect(await changeSecret(guard, reference, '123456', '12345678')).toEqual(ok())
    expect(asked).toEqual([`002400${p2} 313233343536ffff3132333435363738 -`])
  })

  test.each([
    [algorithms.tripleDes, 24, '039b18'],
    [algorithms.aes128, 16, '089b10'],
    [algorithms.aes192, 24, '0a9b18'],
    [algorithms.aes256, 32, '0c9b20'],
  ] as const)('SET MANAGEMENT KEY 0x%s: its kind, 9B, its length, without a touch', async (algorithm, length, head) => {
    const { guard, asked } = guarded('9000')
    expect(await setManagementKey(guard, algorithm, new Uint8Array(length).fill(0xab))).toEqual(ok())
    expect(asked).toEqual([`00FFFFFF ${head}${'ab'.repeat(length)} -`])
  })

  test.each([0, 16, 23, 25, 32])('a 3DES key of %i bytes is a bug, and nothing is sent', (length) => {
    const { guard, asked } = guarded()
    expect(() => setManagementKey(guard, algorithms.tripleDes, new Uint8Array(length))).toThrow(RangeError)
    expect(asked).toEqual([])
  })

  test.each([
    ['9000', ok()],
    ['6982', { ok: false, error: { code: 'not-authorised' } }],
  ])('SET RETRIES answered %s', async (answer, expected) => {
    const { command, asked } = scriptedCommand(answer)
    expect(await setRetries(command, 3, 8)).toMatchObject(expected)
    expect(asked).toEqual(['00FA0308 - -'])
  })
})

describe('card secrets: attempts left', () => {
  const counter = '00200080 - -'
  const never = () => Promise.reject(new Error('selected again'))
  const failed = (code: string) => ({ ok: false, error: { code } })
  const passcodeOnly = (left: number | undefined) => ok({ passcode: { left, total: undefined }, puk: undefined })

  test('metadata tells both', async () => {
    const { command, asked } = scriptedCommand('060203029000', '060205019000')
    expect(await readRetries(command, never)).toEqual(ok({ passcode: { total: 3, left: 2 }, puk: { total: 5, left: 1 } }))
    expect(asked).toEqual(['00F70080 - 256', '00F70081 - 256'])
  })

  test('metadata without attempts: the counter tells those of the passcode', async () => {
    const { command, asked } = scriptedCommand('0501019000', '060205019000', '63C5')
    expect(await readRetries(command, never)).toEqual(ok({ passcode: { left: 5, total: undefined }, puk: { total: 5, left: 1 } }))
    expect(asked.slice(2)).toEqual([counter])
  })

  test.each<[string, readonly string[], unknown]>([
    ['the counter tells', ['63C3'], passcodeOnly(3)],
    ['the counter is at its end', ['63C0'], passcodeOnly(0)],
    ['the passcode is blocked', ['6983'], passcodeOnly(0)],
    ['logged in: told after the log-in was taken back', ['9000', '9000', '63C4'], passcodeOnly(4)],
    ['logged in, and the card does not know how to log out', ['9000', '6A86', '63C4'], passcodeOnly(4)],
    ['the counter fails', ['6F00'], failed('card-fault')],
    ['logging out fails', ['9000', '6F00'], failed('card-fault')],
    ['the counter fails after logging out', ['9000', '9000', '6F00'], failed('card-fault')],
  ])('without metadata, %s', async (_, answers, expected) => {
    const { command } = scriptedCommand('6D00', '6D00', ...answers)
    expect(await readRetries(command, never)).toMatchObject(expected as object)
  })

  test('still logged in after logging out: the application is selected again, and the counter asked once more', async () => {
    let selected = 0
    const again = () => {
      selected += 1
      return Promise.resolve(ok())
    }
    const { command, asked } = scriptedCommand('6D00', '6D00', '9000', '9000', '9000', '63C2')
    expect(await readRetries(command, again)).toEqual(passcodeOnly(2))
    expect(selected).toBe(1)
    expect(asked.slice(2)).toEqual([counter, '0020FF80 - -', counter, counter])
    expect(await readRetries(scriptedCommand('6D00', '6D00', '9000', '9000', '9000', '9000').command, again)).toEqual(
      passcodeOnly(undefined),
    )
  })

  test('a card that cannot be selected again is a failure', async () => {
    const gone = { ok: false, error: { code: 'card-removed', message: 'It was taken out.', next: 'Put it back.' } } as const
    expect(await readRetries(scriptedCommand('6D00', '6D00', '9000', '9000', '9000').command, () => Promise.resolve(gone))).toEqual(gone)
  })

  test.each([
    ['of the passcode', ['6F00']],
    ['of the PUK', ['060203039000', '6F00']],
  ])('metadata %s that fails is a failure', async (_, answers) => {
    expect(await readRetries(scriptedCommand(...answers).command, never)).toMatchObject(failed('card-fault'))
  })
})
