/** The pictures of an invented person: a cartoon portrait, and a passport of ICAO's country of specimens with a valid machine-readable zone. */
import { computeMrzCheckDigit } from '../../domain/registrant/machine-readable-zone.ts'
import type { SampleRegistrant } from './samples.ts'

export interface Drawing {
  readonly width: number
  readonly height: number
  readonly html: string
}

export const photographSize = { width: 1200, height: 1600 } as const
/** Of the portrait, in its own pixels: what a person would look for when setting the crop box. */
export const faceInPhotograph = { crownY: 315, chinY: 1010, centreX: 600 } as const

export function drawPhotograph(sample: SampleRegistrant): Drawing {
  const { width, height } = photographSize
  return page(
    width,
    height,
    `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${portrait(sample)}${grain(width, height, 0.1)}</svg>`,
  )
}

export function drawIdentityDocument(sample: SampleRegistrant): Drawing {
  const { name, document, dateOfBirth, sex } = sample
  const [first, second] = machineReadableZone(sample)
  const field = (x: number, y: number, label: string, value: string) =>
    `<text x="${x}" y="${y}" class="label">${label}</text><text x="${x}" y="${y + 42}" class="value">${escapeXml(value)}</text>`
  const lines = Array.from(
    { length: 34 },
    (_, index) => `<path d="M40 ${60 + index * 32} q 410 ${index % 2 ? 40 : -40} 820 0 t 820 0" class="wave"/>`,
  ).join('')
  return page(
    1760,
    1260,
    `<svg viewBox="0 0 1760 1260" width="1760" height="1260">
<rect width="1760" height="1260" fill="#d8d6d0"/>
<g transform="rotate(-0.6 880 630)">
<rect x="40" y="40" width="1680" height="1180" rx="26" fill="#eef1e6" stroke="#9aa58c" stroke-width="3"/>
<g>${lines}</g>
<rect x="40" y="40" width="1680" height="104" rx="26" fill="#3d5a45"/>
<text x="80" y="110" class="head">UTOPIA · PASSPORT · SPECIMEN</text><text x="1680" y="110" class="head" text-anchor="end">INVENTED</text>
<svg x="90" y="220" width="465" height="620" viewBox="0 0 1200 1600" preserveAspectRatio="xMidYMid slice">${portrait(sample)}</svg>
<rect x="90" y="220" width="465" height="620" fill="none" stroke="#5b6b55" stroke-width="3"/>
${field(610, 230, 'Type / Type', 'P')}${field(860, 230, 'Code / Code', 'UTO')}${field(1120, 230, 'Passport No. / No de passeport', document.number)}
${field(610, 340, 'Surname / Nom', name.family)}
${field(610, 450, 'Given names / Prénoms', name.given)}
${field(610, 560, 'Nationality / Nationalité', 'UTOPIAN (invented)')}${field(1250, 560, 'Sex / Sexe', sex)}
${field(610, 670, 'Date of birth / Date de naissance', printedDate(dateOfBirth))}${field(1250, 670, 'Authority', 'SPECIMEN OFFICE')}
${field(610, 780, 'Date of issue', printedDate(document.issuedOn))}${field(1120, 780, 'Date of expiry', printedDate(document.expiresOn))}
<rect x="40" y="960" width="1680" height="260" rx="26" fill="#f7f7f0"/>
<text x="98" y="1065" class="zone">${escapeXml(first)}</text><text x="98" y="1150" class="zone">${escapeXml(second)}</text>
<text x="900" y="760" class="specimen" transform="rotate(-24 900 700)" text-anchor="middle">SPECIMEN</text>
<text x="98" y="905" class="small">Drawn for RA Desk. Not a travel document, and nobody’s: Utopia is ICAO’s country of specimens.</text>
</g>${grain(1760, 1260, 0.12)}</svg>`,
    `
.head { font: 600 50px "DejaVu Sans", sans-serif; letter-spacing: 5px; fill: #f2f5ea } .label { font: 22px "DejaVu Sans", sans-serif; fill: #566b58 }
.value { font: 600 38px "DejaVu Sans", sans-serif; fill: #1f2a22 } .zone { font: 56px "DejaVu Sans Mono", monospace; letter-spacing: 1.7px; fill: #141414 }
.specimen { font: 800 250px "DejaVu Sans", sans-serif; fill: #b4252b; fill-opacity: .17; letter-spacing: 18px } .small { font: 24px "DejaVu Sans", sans-serif; fill: #46564a }
.wave { fill: none; stroke: #c9d4be; stroke-width: 2 }`,
  )
}

/** TD3, ICAO Doc 9303-4 §4.2.2: 2 lines of 44 characters. */
export function machineReadableZone({ name, document, dateOfBirth, sex }: SampleRegistrant): readonly [string, string] {
  const spell = (text: string) =>
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replaceAll('ł', 'l')
      .toUpperCase()
      .replace(/[^A-Z]+/g, '<')
  const short = (date: string) => date.slice(2).replaceAll('-', '')
  const checked = (field: string) => `${field}${computeMrzCheckDigit(field)}`
  const number = checked(document.number.padEnd(9, '<'))
  const birth = checked(short(dateOfBirth))
  const expiry = checked(short(document.expiresOn))
  const personal = checked(''.padEnd(14, '<'))
  const first = `P<UTO${spell(name.family)}<<${spell(name.given)}`.padEnd(44, '<')
  return [first, `${number}UTO${birth}${sex}${expiry}${personal}${computeMrzCheckDigit(number + birth + expiry + personal)}`]
}

function portrait({ looks }: SampleRegistrant): string {
  const { skin, shade, hair, jacket, shirt, longHair, glasses } = looks
  const back = longHair
    ? `<path d="M330 640 C 290 250 910 250 870 640 C 900 900 890 1080 850 1180 L 350 1180 C 310 1080 300 900 330 640 Z" fill="${hair}"/>`
    : `<path d="M365 640 C 330 290 870 290 835 640 L 820 760 L 380 760 Z" fill="${hair}"/>`
  const fringe = longHair
    ? `<path d="M388 640 C 372 400 480 312 606 314 C 740 312 836 410 815 640 C 770 520 700 470 600 455 C 520 480 430 520 395 620 Z" fill="${hair}"/>`
    : `<path d="M390 610 C 378 400 486 312 606 314 C 730 312 830 410 812 610 C 780 500 730 470 660 476 C 560 490 450 480 398 600 Z" fill="${hair}"/>`
  const eye = (
    x: number,
  ) => `<ellipse cx="${x}" cy="680" rx="42" ry="25" fill="#fdfdfb"/><circle cx="${x}" cy="681" r="21" fill="#5a4632"/><circle cx="${x}" cy="681" r="10" fill="#15110d"/>
<circle cx="${x + 7}" cy="673" r="5" fill="#fff"/><path d="M${x - 50} 672 Q ${x} 634 ${x + 50} 672" fill="none" stroke="#3b2a20" stroke-width="6" stroke-linecap="round"/>
<path d="M${x - 56} 612 Q ${x} 584 ${x + 56} 612" fill="none" stroke="${hair}" stroke-width="15" stroke-linecap="round"/>`
  return `<defs><linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#eef1f3"/><stop offset="1" stop-color="#dde2e6"/></linearGradient>
<radialGradient id="cheek" cx=".42" cy=".4" r=".75"><stop offset="0" stop-color="${skin}"/><stop offset=".75" stop-color="${skin}"/><stop offset="1" stop-color="${shade}"/></radialGradient></defs>
<rect width="1200" height="1600" fill="url(#wall)"/>${back}
<g transform="translate(0 -70)"><path d="M90 1680 C 110 1340 330 1250 470 1210 L 730 1210 C 870 1250 1090 1340 1110 1680 Z" fill="${jacket}"/>
<path d="M470 1210 L 600 1420 L 730 1210 Z" fill="${shirt}"/><path d="M470 1210 L 560 1500 L 430 1600 L 390 1250 Z M730 1210 L 640 1500 L 770 1600 L 810 1250 Z" fill="#00000022"/></g>
<path d="M492 930 L 492 1120 Q 600 1240 708 1120 L 708 930 Z" fill="${shade}"/>
<ellipse cx="392" cy="700" rx="34" ry="66" fill="${shade}"/><ellipse cx="808" cy="700" rx="34" ry="66" fill="${shade}"/>
<path d="M395 620 C 395 400 480 330 600 330 C 720 330 805 400 805 620 C 812 850 730 1010 600 1010 C 470 1010 388 850 395 620 Z" fill="url(#cheek)"/>
${fringe}${eye(508)}${eye(692)}
<path d="M600 700 L 574 806 Q 600 826 628 806" fill="none" stroke="${shade}" stroke-width="11" stroke-linecap="round" stroke-linejoin="round"/>
<path d="M522 900 Q 600 922 678 900 Q 600 950 522 900 Z" fill="#a4524a"/><path d="M520 900 Q 600 914 680 900" fill="none" stroke="#7d3a34" stroke-width="6" stroke-linecap="round"/>
${glasses ? '<g fill="none" stroke="#2a2a2e" stroke-width="9"><circle cx="508" cy="684" r="76"/><circle cx="692" cy="684" r="76"/><path d="M584 676 Q 600 662 616 676 M432 676 L 388 660 M768 676 L 812 660"/></g>' : ''}`
}

/** The noise of a camera or scanner. The seed is fixed, so that drawing again gives the same picture. */
function grain(width: number, height: number, strength: number): string {
  return `<filter id="grain"><feTurbulence type="fractalNoise" baseFrequency="0.7" numOctaves="2" seed="7" stitchTiles="stitch"/><feColorMatrix values="0 0 0 0 .5  0 0 0 0 .5  0 0 0 0 .5  1.2 0 0 0 -.35"/></filter>
<rect width="${width}" height="${height}" filter="url(#grain)" opacity="${strength}"/>`
}

function page(width: number, height: number, svg: string, css = ''): Drawing {
  return { width, height, html: `<!doctype html><meta charset="utf-8"><style>html,body{margin:0}svg{display:block}${css}</style>${svg}` }
}

const printedDate = (iso: string) =>
  `${iso.slice(8)} ${['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'][Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`
const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
