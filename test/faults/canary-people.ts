/** Invented people all of whose values are canaries, and the encodings in which a program might write them. */
import type { Canary } from '../support/canaries.ts'
import type { ReadyCase } from '../support/ready-cases.ts'

export const encodings = {
  'UTF-8': (text: string) => Buffer.from(text),
  'UTF-16LE': (text: string) => Buffer.from(text, 'utf16le'),
  base64: (text: string) => Buffer.from(Buffer.from(text).toString('base64')),
  hex: (text: string) => Buffer.from(Buffer.from(text).toString('hex')),
}

/** A person with a unique name, all of whose values are canaries. */
export function invent(random: (below: number) => number): { ready: ReadyCase; canaries: Canary[] } {
  const letters = (length: number) => Array.from({ length }, () => 'bcdfghklmnprstvwz'[random(17)]!).join('')
  const figures = (length: number) => Array.from({ length }, () => String(random(10))).join('')
  const [given, family, town, sponsor] = ['Zy', 'Qu', 'Xo', 'Yv'].map((start) => `${start}${letters(9)}`) as [
    string,
    string,
    string,
    string,
  ]
  const value = {
    mobile: `+447700900${String(100 + random(900))}`,
    ni: `JG${figures(6)}A`,
    email: `${letters(12)}@example.nhs.uk`,
    street: `${String(1 + random(99))} ${letters(10)} Row`,
    document: `9${figures(8)}`,
    uuid: `5${figures(11)}`,
  }
  const canaries = {
    'given name': given,
    'family name': family,
    town,
    sponsor,
    'mobile number': value.mobile,
    'National Insurance number': value.ni,
    'email address': value.email,
    street: value.street,
    'document number': `${value.document}`,
    UUID: value.uuid,
  }
  return {
    ready: {
      name: [given, family],
      mobile: value.mobile,
      uuid: value.uuid,
      request: { registrantName: `${given} ${family}`, registrantEmail: value.email, sponsor: { name: sponsor } },
      details: {
        nationalInsurance: { given: value.ni },
        email: { address: value.email, judgement: 'secure' },
        address: { lines: [value.street], town, postcode: 'SA1 9ZZ' },
      },
      document: { documentNumber: value.document },
    },
    canaries: Object.entries(canaries).map(([what, text]) => ({ what, value: text })),
  }
}
