/** The nothing-left certificate as an auditor checks it: with the script alone, against an exported record. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { verifierFile } from '../../support/sample-record.ts'
import { freshFolder } from '../vault/support.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import type { MainApp } from '../../support/main-app.ts'
import { expectCode, flaggedCase, startCampaign } from '../../support/wind-down-cases.ts'

const open = setUpAppsForEach()

async function verify(record: string, certificate: string): Promise<{ readonly code: number; readonly text: string }> {
  const folder = await freshFolder()
  const [recordFile, certificateFile] = [join(folder, 'record.jsonl'), join(folder, 'nothing-left.json')]
  await writeFile(recordFile, record)
  await writeFile(certificateFile, certificate)
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [fileURLToPath(verifierFile), recordFile, certificateFile],
      { cwd: folder, env: {} },
      (error, stdout, stderr) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, text: stdout + stderr }),
    )
  })
}

const textOf = (main: MainApp, name: string): string => Buffer.from(main.saved.get(name)!).toString('utf8')
const exportRecord = async (main: MainApp) => textOf(main, (await main.must('record.export', {})).savedAs)

/** A campaign over one flagged identity, which is kept. */
async function certified(main: MainApp): Promise<{ readonly campaignId: string; readonly certificate: string }> {
  const caseId = await flaggedCase(main, 1)
  const campaignId = await startCampaign(main)
  await expectCode(main.call('windDown.certify', { campaignId }), 'something-left')
  await expectCode(main.call('windDown.saveCertificate', { campaignId, format: 'json' }), 'not-certified')
  await main.must('windDown.decide', { campaignId, personIds: [caseId], decision: 'keep', why: 'Proved', decidedBy: 'Invented Manager' })
  await main.must('windDown.certify', { campaignId })
  const { savedAs } = await main.must('windDown.saveCertificate', { campaignId, format: 'json' })
  return { campaignId, certificate: textOf(main, savedAs) }
}

describe('nothing-left certificate', () => {
  test('is good against the record that is exported after it, and names no person', async () => {
    const main = await open()
    const { certificate, campaignId } = await certified(main)
    const said = await verify(await exportRecord(main), certificate)
    expect(said).toMatchObject({ code: 0 })
    expect(said.text).toContain('Nothing was left of “Invented campaign”')
    expect(said.text).toContain('1 things of 1 people. Signed by Sample Agent.')
    for (const personal of ['Sampleton', '07700', 'JG103759A', '55501']) expect(certificate).not.toContain(personal)
    // It can be saved again, also after a restart.
    await main.app.lock('asked')
    await main.unlock()
    const again = await main.must('windDown.saveCertificate', { campaignId, format: 'json' })
    expect(await verify(await exportRecord(main), textOf(main, again.savedAs))).toMatchObject({ code: 0 })
  })

  test('is refused when it was altered, of another record, signed with another key, or newer than the record', async () => {
    const [main, other] = [await open(), await open()]
    const { certificate } = await certified(main)
    const foreign = await certified(other)
    const [record, otherRecord] = [await exportRecord(main), await exportRecord(other)]
    const file = JSON.parse(certificate) as Record<'kind' | 'signed' | 'workstation' | 'agent', string>
    const otherFile = JSON.parse(foreign.certificate) as typeof file
    const but = (changed: Partial<typeof file>) => JSON.stringify({ ...file, ...changed })
    const refusals: readonly [string, string, string][] = [
      [record, but({ signed: file.signed.replace('"obligations":1', '"obligations":9') }), 'It was altered'],
      [record, but({ workstation: otherFile.workstation }), 'It was altered'],
      [record, but({ workstation: file.agent }), 'It was altered'],
      [record, but({ agent: otherFile.agent }), 'The agent that it names did not sign it'],
      [otherRecord, certificate, 'It is of another record'],
      [record, foreign.certificate, 'It is of another record'],
    ]
    for (const [text, changed, says] of refusals) {
      const said = await verify(text, changed)
      expect(said).toMatchObject({ code: 1 })
      expect(said.text).toContain(says)
    }
    const later = await main.must('windDown.start', { name: 'Nothing', choice: {} }).catch(() => undefined)
    expect(later).toBeUndefined()
    expect(await verify(record, '{}')).toMatchObject({ code: 2 })
    expect(await verify(record, but({ kind: 'handover' }))).toMatchObject({ code: 2 })
  })

  test('made after the export, or over a record whose entries were made again, does not fit', async () => {
    const main = await open()
    const before = await exportRecord(main)
    const { certificate } = await certified(main)
    expect((await verify(before, certificate)).text).toContain('export the record again')
  })

  test('is refused while what came since is not in the campaign', async () => {
    const main = await open()
    const caseId = await flaggedCase(main, 1)
    const campaignId = await startCampaign(main)
    await flaggedCase(main, 2)
    await main.must('windDown.decide', { campaignId, personIds: [caseId], decision: 'keep', why: 'Proved', decidedBy: 'Invented Manager' })
    await expectCode(main.call('windDown.certify', { campaignId }), 'something-left')
  })
})
