/** Statuses and card types of reports, with their words. In a file of their own: the contract names them, and must not load what reads them. */

/** What says most comes first: where several rows speak of one card, it is that. A locked card is still in use: it is unlocked and not replaced. */
export const reportStatuses = ['active', 'locked', 'pending', 'expired', 'cancelled'] as const
export type ReportStatus = (typeof reportStatuses)[number]

export const reportStatusWords: Readonly<Record<ReportStatus, string>> = {
  active: 'Active',
  pending: 'Not active yet',
  locked: 'Locked',
  expired: 'Expired',
  cancelled: 'Cancelled',
}

export const cardTypes = ['gemplus', 'oberthur', 'piv'] as const
export type ReportCardType = (typeof cardTypes)[number]
export const cardTypeWords: Readonly<Record<ReportCardType, string>> = { gemplus: 'Gemplus', oberthur: 'Oberthur', piv: 'PIV' }
