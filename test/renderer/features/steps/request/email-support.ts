/** Emails for tests, and reading them. */
import { readFileSync } from 'node:fs'
import { readRequestEmail } from '../../../../../renderer/features/steps/request/read-email.ts'

export const email = (...lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join('\r\n'))
export const latin1 = (...lines: readonly string[]): Uint8Array => Buffer.from(lines.join('\r\n'), 'latin1')
export const base64 = (text: string): string => Buffer.from(text).toString('base64')
export const head = [
  'From: Ines Invented <ines@example.nhs.net>',
  'Date: Sun, 22 Nov 2026 23:59:00 -0500',
  'Subject: =?utf-8?B?U21hcnRjYXJkIGZvciBXxbFu?=',
] as const
export const caseFile = (name: string): Uint8Array => readFileSync(new URL(`../../../../fixtures/cases/${name}`, import.meta.url))

export async function read(bytes: Uint8Array) {
  const read = await readRequestEmail(bytes)
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}

export const multipart = (type: string, ...parts: readonly (readonly string[])[]): Uint8Array =>
  email(
    ...head,
    `Content-Type: multipart/${type}; boundary="b o"`,
    '',
    'This is MIME.',
    ...parts.flatMap((part) => ['--b o', ...part]),
    '--b o--',
    '',
  )
export const plain = (text: string) => ['Content-Type: text/plain', '', text]
export const html = (text: string) => ['Content-Type: text/html; charset=utf-8', '', text]
