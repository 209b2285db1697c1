/** The times in an MSI's summary: `wixl` and `msibuild` write the moment they ran, and two builds would differ. */

/** The type of a time in a property set, then 100-nanosecond steps since 1601. */
const VT_FILETIME = 0x40
const STEPS_BEFORE_1970 = 116_444_736_000_000_000n

export const toFileTime = (date: Date): bigint => BigInt(date.getTime()) * 10_000n + STEPS_BEFORE_1970

/** Replaces each time between `from` and `to` by `date`. Answers how many; throws when there is none. */
export function setSummaryTimes(msi: Buffer, { from, to, date }: { readonly from: Date; readonly to: Date; readonly date: Date }): number {
  const [least, most] = [toFileTime(from), toFileTime(to)]
  const mark = Buffer.from([VT_FILETIME, 0, 0, 0])
  let found = 0
  for (let at = msi.indexOf(mark); at >= 0 && at + 12 <= msi.length; at = msi.indexOf(mark, at + 1)) {
    const time = msi.readBigUInt64LE(at + 4)
    if (time < least || time > most) continue
    msi.writeBigUInt64LE(toFileTime(date), at + 4)
    found++
  }
  if (found === 0) throw new Error('The MSI has no time of its making in its summary.')
  return found
}
