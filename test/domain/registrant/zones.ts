/** Machine readable zones of invented people, with right check digits. */
import { computeMrzCheckDigit } from '../../../domain/registrant/machine-readable-zone.ts'

export const TODAY = '2026-11-23'

/** Builds a TD3 zone with right check digits. */
export function td3(
  change: Partial<
    Record<'state' | 'names' | 'number' | 'nationality' | 'birth' | 'sex' | 'expiry' | 'optional' | 'optionalCheck', string>
  > = {},
): string {
  const {
    state = 'UTO',
    names = 'ERIKSSON<<ANNA<MARIA',
    number = 'L898902C3',
    nationality = 'UTO',
    birth = '740812',
    sex = 'F',
    expiry = '300415',
    optional = 'ZE184226B',
  } = change
  const pad = (text: string, length: number): string => text.padEnd(length, '<')
  const withCheck = (text: string): string => text + computeMrzCheckDigit(text)
  const first = withCheck(pad(number, 9))
  const second = withCheck(birth)
  const optionalField = pad(optional, 14)
  const third = withCheck(expiry) + optionalField + (change.optionalCheck ?? String(computeMrzCheckDigit(optionalField)))
  return `P<${state}${pad(names, 39)}\n${first}${nationality}${second}${sex}${third}${computeMrzCheckDigit(first + second + third)}`
}

export const td1 = 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<'
