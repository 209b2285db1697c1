/** Version numbers of RA Desk: three whole numbers, `1.12.0`. */
import { z } from 'zod'

export const versionNumber = z.string().regex(/^(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}$/)

/** Negative when `left` is the lower one, 0 when both are the same. Number by number: 1.10.0 is above 1.9.0. */
export function compareVersions(left: string, right: string): number {
  const [one, other] = [left, right].map((version) => versionNumber.parse(version).split('.').map(Number))
  const at = one!.findIndex((number, index) => number !== other![index])
  return at < 0 ? 0 : one![at]! - other![at]!
}

export const higherVersion = (left: string, right: string): string => (compareVersions(left, right) < 0 ? right : left)
