/** Order of text without regard to language: ids, codes and ISO days. */
export const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
