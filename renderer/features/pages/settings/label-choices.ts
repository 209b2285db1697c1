/** How texts can go out and which labels there are, in words. */
import { labelsPerPage, MEDIA, type LabelMedium } from '../../../../domain/dispatch/media.ts'

const { width, height } = MEDIA.L7163.label
export const mediumWords: Readonly<Record<LabelMedium, { readonly label: string; readonly hint: string }>> = {
  L7163: { label: 'A4 sheet L7163', hint: `${labelsPerPage(MEDIA.L7163)} labels of ${width} × ${height} mm.` },
  'thermal-100x150': { label: 'Label roll 100 × 150 mm', hint: 'For a label printer.' },
}
export const textRoutes = [
  { value: 'modem', label: 'By the modem on this computer', hint: 'RA Desk sends the 6-digit code and the passcode.' },
  {
    value: 'work-phone',
    label: 'By the work phone',
    hint: 'RA Desk shows a QR code. Scan it with the work phone and press send there.',
  },
]
