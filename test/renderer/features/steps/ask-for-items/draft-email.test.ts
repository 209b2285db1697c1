import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { agentEvent } from '../../../../../domain/case/events.ts'
import { itemIds } from '../../../../../domain/guidance/edition.ts'
import { remote20200408 as edition } from '../../../../../domain/guidance/editions/remote-2020-04-08.ts'
import { draftEmail, emailFile, readAsk } from '../../../../../renderer/features/steps/ask-for-items/draft-email.ts'

const context = {
  registrantName: 'Ŵyn Sampleton',
  agentName: 'Sample Agent',
  agentMobile: '07700 900321',
  organisation: 'Invented Health Centre',
  serviceProvider: 'Invented RA Service',
}

describe('email that asks for items', () => {
  test('gives the agent’s mobile number and asks only for the ticked items', () => {
    const { subject, body } = draftEmail(edition, ['full-name', 'photograph'], context)
    const words = (id: string) => edition.requestedItems.find((item) => item.id === id)!.words
    expect(body).toContain('07700 900321')
    expect(body).toContain(`• ${words('full-name')}\n• ${words('photograph')}\n`)
    expect(body).not.toContain(words('mobile'))
    expect(`${subject}${body}`).not.toMatch(/[{}]/)
  })

  test('with every item fits into the event', () => {
    const values = {
      items: [...itemIds],
      to: 'Wyn <wyn@nhs.net>',
      made: '',
      ...draftEmail(edition, itemIds, { ...context, registrantName: 'x'.repeat(200), organisation: 'y'.repeat(200) }),
    }
    expect(agentEvent.parse(readAsk(values).event)).toMatchObject({ to: 'wyn@nhs.net', items: itemIds })
  })

  test('reports everything that is missing', () => {
    expect(readAsk({ items: [], to: '', subject: ' ', body: '', made: '' }).problems?.map(({ name }) => name)).toEqual([
      'items',
      'to',
      'subject',
      'body',
    ])
  })
})

describe('email draft file', () => {
  const body = 'Dear Ŵyn\n\n• one\n\n.\nFrom here on a line that is much longer than the nine hundred and ninety-eight characters '.padEnd(
    1_500,
    'ŵ',
  )

  test('is read back by a mail parser exactly', async () => {
    const subject = 'Eich cerdyn clyfar: Ŵyn, beth sydd ei angen arnom gennych chi yn awr 🙂 Ŵŵŷŷ, a rhagor'
    const file = emailFile({ to: 'wyn@nhs.net', subject, body })
    const read = await PostalMime.parse(file)
    expect(read.to?.map(({ address }) => address)).toEqual(['wyn@nhs.net'])
    expect(read.subject).toBe(subject)
    expect(read.text?.replace(/\r\n/g, '\n').trimEnd()).toBe(body)
    expect(file.split('\r\n').every((line) => line.length <= 76 && /^[\x20-\x7e]*$/.test(line))).toBe(true)
    expect(file).toContain('X-Unsent: 1\r\n')
  })

  test('typed text cannot add a header', async () => {
    const read = await PostalMime.parse(
      emailFile({ to: 'wyn@nhs.net\r\nBcc: other@example.org', subject: 'Items\r\nBcc: other@example.org\r\n\r\nbody', body }),
    )
    expect(read.bcc ?? []).toEqual([])
    expect(read.text?.startsWith('Dear')).toBe(true)
  })

  test.each(['=?utf-8?B?eA==?=', ''])('the subject %j means itself', async (subject) => {
    expect((await PostalMime.parse(emailFile({ to: 'wyn@nhs.net', subject, body }))).subject ?? '').toBe(subject)
  })
})
