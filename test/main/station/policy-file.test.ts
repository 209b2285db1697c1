import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { policyPlaces, readPolicy } from '../../../main/station/policy-file.ts'
import { freshFolder } from '../vault/support.ts'

const noRegistry = () => Promise.reject(new Error('not asked'))

test('each system has a place that only an administrator can write', () => {
  expect(policyPlaces('win32', 'C:\\Users\\a')).toEqual({
    machine: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\RA Desk',
    user: 'C:\\Users\\a\\policy.json',
  })
  expect(policyPlaces('darwin', '/Users/a').machine).toBe('/Library/Application Support/RA Desk/policy.json')
  expect(policyPlaces('linux', '/home/a')).toEqual({ machine: '/etc/ra-desk/policy.json', user: '/home/a/policy.json' })
})

test('the files are read as they are; none is no problem, one that cannot be read is', async () => {
  const folder = await freshFolder()
  const places = { machine: join(folder, 'machine.json'), user: join(folder, 'user.json') }
  expect((await readPolicy(places, noRegistry)).problems).toEqual([])
  await writeFile(places.machine, '{"idleMinutes":7}')
  await writeFile(places.user, '{"idleMinutes":3,"absoluteLockHours":1}')
  const read = await readPolicy(places, noRegistry)
  expect([read.policy.idleMinutes, read.policy.absoluteLockHours, read.sources.idleMinutes]).toEqual([7, 1, 'machine'])
  await mkdir(join(folder, 'folder.json'))
  expect((await readPolicy({ ...places, machine: join(folder, 'folder.json') }, noRegistry)).problems).toHaveLength(1)
})

test('policy: a file larger than any policy is not read, and that is said', async () => {
  const folder = await freshFolder()
  const places = { machine: join(folder, 'machine.json'), user: join(folder, 'user.json') }
  await writeFile(places.machine, `{"idleMinutes":7${' '.repeat(300_000)}}`)
  const { policy, problems } = await readPolicy(places, noRegistry)
  expect(policy.idleMinutes).toBe(5)
  expect(problems).toMatchObject([{ source: 'machine', message: expect.stringContaining('could not be read') as string }])
})

test('policy: the registry is the machine’s policy on Windows, and beats the account’s own', async () => {
  const user = join(await freshFolder(), 'user.json')
  await writeFile(user, '{"idleMinutes":3}')
  const places = { ...policyPlaces('win32', 'C:\\Users\\a'), user }
  const read = await readPolicy(places, async () => ({ text: '{"idleMinutes":7}' }))
  expect([read.policy.idleMinutes, read.sources.idleMinutes]).toEqual([7, 'machine'])
})
