import { expect, test } from 'vitest'
import { runApart, startInstaller } from '../../../main/shell/start-installer.ts'

function seams() {
  const ran: unknown[] = []
  const shown: string[] = []
  return { ran, shown, run: async (...given: unknown[]) => void ran.push(given), show: (path: string) => void shown.push(path) }
}

test.each([
  [{ SystemRoot: 'D:\\Win' }, 'D:\\Win\\System32\\msiexec.exe'],
  [{}, 'C:\\Windows\\System32\\msiexec.exe'],
])('installer on Windows: msiexec by its whole path, %j', async (env, program) => {
  const { ran, shown, ...deps } = seams()
  const path = 'C:\\Users\\A B\\RA Desk\\update\\setup.msi'
  expect(await startInstaller(path, { platform: 'win32-x64', env, ...deps })).toBe('started')
  expect([ran, shown]).toEqual([[[program, ['/i', path]]], []])
})

test('installer elsewhere: shown, nothing is run', async () => {
  const { ran, shown, ...deps } = seams()
  expect(await startInstaller('/data/update/setup.deb', { platform: 'linux-x64', env: {}, ...deps })).toBe('shown')
  expect([ran, shown]).toEqual([[], ['/data/update/setup.deb']])
})

test('installer that cannot be started: the failure reaches the act', async () => {
  const { ran: _ran, shown: _shown, show } = seams()
  const run = () => Promise.reject(new Error('invented'))
  await expect(startInstaller('C:\\setup.msi', { platform: 'win32-x64', env: {}, run, show })).rejects.toThrow('invented')
  await expect(runApart('/no/such/program', [])).rejects.toThrow('ENOENT')
  await runApart(process.execPath, ['--version'])
})
