/** How large the files are that people bring for cards. Apart from what parses them, because it is asked before a parser is loaded. */
import { err } from '../../domain/result.ts'

/** 10,000 cards with ten columns of 20 characters. */
export const MOST_LIST_BYTES = 2_000_000
/** An authority with its chain has 3 to 10 kB. */
export const MOST_AUTHORITY_BYTES = 100_000

export const listTooLarge = err(
  'list-too-large',
  `This list is larger than ${MOST_LIST_BYTES / 1_000_000} MB, which is the limit. Nothing was imported.`,
  'Save the list of each box as a file of its own, with the column of serial numbers only.',
)

export const authorityTooLarge = err(
  'authority-too-large',
  `This file is larger than ${MOST_AUTHORITY_BYTES / 1_000} kB, which no issuing authority needs. Nothing was kept of it.`,
  'Choose the .p12 or .pfx file of the issuing authority, with its own key and certificates only.',
)
