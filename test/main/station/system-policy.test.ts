import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { readPolicy } from '../../../main/station/policy-file.ts'
import { findOwnerProblem, findPolicyRefusal, systemPolicy } from '../../../main/station/system-policy.ts'
import { freshFolder } from '../vault/support.ts'

const owned = (mode: number, uid = 0, gid = 0) => ({ uid, gid, mode })

test.each([
  ['a file of root', owned(0o100644), 'linux', false, undefined],
  ['a file of another account', owned(0o100644, 1000), 'linux', false, 'owner'],
  ['a file that anybody may write', owned(0o100666), 'linux', false, 'writable'],
  ['a file that root’s group may write', owned(0o100664), 'linux', false, undefined],
  ['a file that another group may write', owned(0o100664, 0, 1000), 'linux', false, 'writable'],
  ['a file that another group may read', owned(0o100640, 0, 1000), 'linux', false, undefined],
  ['a folder that administrators of a Mac may write', owned(0o40775, 0, 80), 'darwin', true, undefined],
  ['the same group on Linux, where it is another', owned(0o40775, 0, 80), 'linux', true, 'writable'],
  ['a folder in which accounts cannot replace files of others', owned(0o41777), 'linux', true, undefined],
  ['a file with the same mark, which says nothing there', owned(0o101666), 'linux', false, 'writable'],
] as const)('policy of the machine: %s', (_what, entry, platform, isFolder, problem) => {
  expect(findOwnerProblem(entry, platform, isFolder)).toBe(problem)
})

test('policy of the machine: the file and each folder around it are looked at', async () => {
  const folder = await freshFolder()
  const path = join(folder, 'policy.json')
  await writeFile(path, '{}')
  const ask = (bad?: string) => findPolicyRefusal(path, 'linux', async (part) => owned(0o755, part === bad ? 1000 : 0))
  expect(await ask()).toBeUndefined()
  expect(await ask(path)).toMatch(/^The policy file of this computer does not belong to root/)
  expect(await ask(folder)).toMatch(/^A folder around the policy file/)
  expect(await ask(dirname(folder))).toMatch(/^A folder around the policy file/)
  expect(await findPolicyRefusal(join(folder, 'none.json'), 'linux')).toBeUndefined()
})

test('policy of the machine: one that is refused counts for nothing, makes everything strict, and says why', async () => {
  const folder = await freshFolder()
  const places = { machine: join(folder, 'machine.json'), user: join(folder, 'user.json') }
  await writeFile(places.machine, '{"idleMinutes":15,"twoAgentRelease":false}')
  const findRefusal = (path: string) => findPolicyRefusal(path, 'linux', async () => owned(0o100666))
  const { policy, problems } = await readPolicy(places, async () => undefined, { findRefusal })
  expect([policy.idleMinutes, policy.twoAgentRelease]).toEqual([5, true])
  expect(problems).toEqual([
    {
      source: 'machine',
      name: undefined,
      message: expect.stringMatching(/can be changed by others than root.*Strict values are in force\.$/) as string,
    },
  ])
  expect((await readPolicy({ ...places, machine: join(folder, 'none.json') }, async () => undefined, { findRefusal })).problems).toEqual([])
})

test('policy of the machine: managed preferences come before the file, with their place', async () => {
  const folder = await freshFolder()
  const places = { machine: join(folder, 'machine.json'), user: join(folder, 'user.json') }
  await writeFile(places.machine, '{"idleMinutes":15}')
  const managed = async () => ({ place: '/Library/Managed Preferences/x.plist', text: { text: '{"idleMinutes":7}' } })
  const read = await readPolicy(places, async () => undefined, { managed })
  expect([read.policy.idleMinutes, read.places.machine]).toEqual([7, '/Library/Managed Preferences/x.plist'])
  expect((await readPolicy(places, async () => undefined, { managed: async () => undefined })).policy.idleMinutes).toBe(15)
})

test('policy of the machine: Windows has the registry, Linux the file, a Mac both file and managed preferences', () => {
  expect(Object.keys(systemPolicy('win32'))).toEqual([])
  expect(Object.keys(systemPolicy('linux'))).toEqual(['findRefusal'])
  expect(Object.keys(systemPolicy('darwin'))).toEqual(['findRefusal', 'managed'])
})
