/** Which cases have something to delete on which day. The days are in order and change one case at a time. */
export interface Calendar {
  /** Replaces the days of a case, one for each thing to delete; none removes it. Plain dates, in any order, also several times. */
  put(caseId: string, days: readonly string[]): void
  /** How many things there are to delete. */
  size(): number
  /** Ids of cases with their day, the earliest first, up to and including `last`; all when it is absent. */
  upTo(last?: string): Iterable<readonly [day: string, caseId: string]>
  clear(): void
}

export function createCalendar(): Calendar {
  const casesOn = new Map<string, Set<string>>()
  const daysOf = new Map<string, readonly string[]>()
  const order: string[] = []
  let size = 0

  /** Where a day is, or would be, in the order. */
  function placeOf(day: string): number {
    let low = 0
    let high = order.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (order[middle]! < day) low = middle + 1
      else high = middle
    }
    return low
  }

  function add(caseId: string, day: string): void {
    const cases = casesOn.get(day)
    if (cases) cases.add(caseId)
    else {
      casesOn.set(day, new Set([caseId]))
      order.splice(placeOf(day), 0, day)
    }
  }

  function remove(caseId: string, day: string): void {
    const cases = casesOn.get(day)
    cases?.delete(caseId)
    if (cases?.size !== 0) return
    casesOn.delete(day)
    order.splice(placeOf(day), 1)
  }

  return {
    put(caseId, days) {
      const before = daysOf.get(caseId) ?? []
      for (const day of before) if (!days.includes(day)) remove(caseId, day)
      for (const day of days) add(caseId, day)
      size += days.length - before.length
      if (days.length > 0) daysOf.set(caseId, [...days])
      else daysOf.delete(caseId)
    },
    size: () => size,
    *upTo(last) {
      for (const day of order) {
        if (last !== undefined && day > last) return
        for (const caseId of casesOn.get(day)!) yield [day, caseId]
      }
    },
    clear() {
      casesOn.clear()
      daysOf.clear()
      order.length = 0
      size = 0
    },
  }
}
