/** The recovery sheet as a page for the printer: it goes to the system's print dialog and never lies on the disk. */
import { formatLongDate } from '../../domain/format.ts'
import type { PageToPrint } from './page-to-print.ts'
import { keepingFields, recoveryFoot, recoveryParts, type RecoverySheet } from './recovery-words.ts'

const style =
  '@page{size:A4;margin:20mm}body{font:11pt/1.4 system-ui,sans-serif;color:#000;margin:0}h1{font-size:24pt;margin:0 0 4mm}h2{font-size:13pt;margin:6mm 0 1mm}' +
  '.practice{float:right;font-weight:600}ol{display:grid;grid-template-columns:repeat(4,1fr);list-style-position:inside;padding:0;border:.5pt solid #000}' +
  'li.group{border:.25pt solid #777;padding:3mm 2mm;font-size:9pt}li.group b{font:600 16pt/1 ui-monospace,monospace;display:block;text-align:center}' +
  'ul{margin:0;padding-left:5mm}.keep{border-bottom:.5pt solid #000;padding-top:7mm}.foot{font-size:8pt;color:#555;margin-top:8mm}'

export function makeRecoveryPage(
  { stationName, madeOn, groups }: RecoverySheet,
  { practice }: { readonly practice: boolean },
): PageToPrint {
  const list = (points: readonly string[]) => `<ul>${points.map((point) => `<li>${escapeHtml(point)}</li>`).join('')}</ul>`
  return {
    title: 'Recovery sheet',
    style,
    body: [
      ...(practice ? ['<p class="practice">PRACTICE</p>'] : []),
      '<h1>Recovery key</h1>',
      `<p><b>Workstation</b> ${escapeHtml(stationName)}<br><b>Made on</b> ${escapeHtml(formatLongDate(madeOn))}</p>`,
      `<ol>${groups.map((group) => `<li class="group"><b>${escapeHtml(group)}</b></li>`).join('')}</ol>`,
      ...recoveryParts.map(({ heading, points }) => `<h2>${escapeHtml(heading)}</h2>${list(points)}`),
      ...keepingFields.map((field) => `<p class="keep">${escapeHtml(field)}</p>`),
      `<p class="foot">${escapeHtml(recoveryFoot)}</p>`,
    ].join(''),
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
