import { mkdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AppDeps } from '../../../main/app.ts'
import { canariesOf } from '../../support/canaries.ts'
import { policyOf } from '../../support/main-app-deps.ts'
import { digitsIn, newCase, walkUntil } from '../../support/main-journey.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'

const start = setUpAppsForEach()

/** Planted where people, makers and programs write: none of it may be in the report. */
const person = {
  given: 'Angharad',
  family: 'Planted',
  dateOfBirth: '1979-12-21',
  nationalInsurance: 'JG103759A',
  mobile: '+447700900123',
  email: 'angharad@planted.example',
  address: { lines: ['17 Planted Street'], postcode: 'PL1 9ZZ' },
  documentNumber: '987654321',
}
const uuid = '555000111222'
const passcode = '719384'
const apdu = '00A4040009A000000308000010000100'
const canaries = [...canariesOf(person, [passcode]), { what: 'UUID', value: uuid }, { what: 'card traffic', value: apdu }]
const all = `${person.given} ${person.family} ${person.nationalInsurance} ${person.mobile} ${person.email} ${uuid} ${passcode} ${apdu}`

const foundIn = (text: string) => canaries.filter(({ value }) => text.toLowerCase().includes(value.toLowerCase())).map(({ what }) => what)

/** Devices with names that hold everything. */
const devices: ReturnType<AppDeps['deviceWatch']['get']> = {
  reader: {
    kind: 'pcsc',
    service: 'running',
    readers: [{ name: `OMNIKEY ${all}`, card: 'present', message: all, next: all }],
    problem: { message: all, next: all },
  },
  printers: [{ name: all, state: 'problem', problem: all, address: `${uuid}.planted.example` }],
  modem: { name: all, state: 'cannot-send', trouble: { words: all, next: all } },
}

function plantFiles(folder: string): void {
  const at = '[2026-11-30 14:03:22.123]'
  mkdirSync(join(folder, 'logs'), { recursive: true })
  const facts = [
    { channel: all, code: all },
    { error: `TypeError: ${all}\n    at ${all} (/home/Angharad/${all}/main.mjs:1:2)` },
    { [all]: 1 },
  ]
  const lines = [
    `${at} [warn]  ${all} {}`,
    ...facts.map((fact) => `${at} [error] bug in an IPC handler ${JSON.stringify(fact)}`),
    `${at} [warn]  ipc refused {"channel":"policy.read","code":"locked"}`,
    all,
  ]
  writeFileSync(join(folder, 'logs', 'main.log'), lines.join('\n'))
  for (const name of [person.given, uuid]) mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, person.given, `${uuid} ${passcode}.txt`), all)
  writeFileSync(join(folder, `${person.family}.json`), all)
}

test('support report: canaries in every place that people, devices and programs write to, and none in the report', async () => {
  const policy = policyOf({ backupFolder: `D:\\${all}`, printerHosts: `${person.given}.example` })
  const main = await start({ parts: { policy, deviceWatch: { get: () => devices } as AppDeps['deviceWatch'] } })
  plantFiles(main.folder)
  const { text } = await main.must('support.report', {})
  expect(foundIn(text)).toEqual([])
  expect(text.toLowerCase()).not.toContain(hostname().toLowerCase())
  expect(text).not.toContain(main.folder)
  // And what helps is there.
  for (const words of [
    'Reader 1: OMNIKEY, card present',
    'Printer 1: by its own address, problem',
    'backupFolder: set (not shown) (machine)',
    'ipc refused channel=policy.read code=locked',
    'Lines left out: 2',
    'other: 2 files',
  ])
    expect(text).toContain(words)
  // The search itself finds what is there.
  expect(foundIn(all)).toEqual(expect.arrayContaining(['given name', 'family name', 'UUID', 'card traffic']))
})

test('support report: a whole case is counted and nothing of it is said', async () => {
  const main = await start()
  const caseId = await newCase(main)
  await walkUntil(main, caseId, 'text-passcode')
  const { text } = await main.must('support.report', {})
  const sent = digitsIn(main.phone.messages().at(-1)!.body)
  for (const own of ['Sampleton', 'Ŵyn', 'wyn@', 'JG103759A', '7700', 'Invented Health Centre', caseId, sent])
    expect(text).not.toContain(own)
  expect(text).toMatch(/^Rows: cases \d+/m)
  expect(text).toContain('Findings at sign-in: none')
})
