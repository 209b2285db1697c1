/**
 * The photograph for a card. Rules of HM Passport Office for digital photographs and of ICAO for the size of the face, as data, and the
 * arithmetic of the crop. CIS fails later, at issuing, when a photograph was not cropped, so we crop before.
 */

export const photoRules = {
  /** HM Passport Office, digital photographs. */
  minimumWidth: 600,
  minimumHeight: 750,
  minimumBytes: 50_000,
  maximumBytes: 10_000_000,
  mimes: ['image/jpeg', 'image/png'],
  /** Printed size in millimetres; the card keeps the same shape. */
  printed: { width: 35, height: 45 },
  /** Crown to chin as a share of the cropped height: the box to aim at, and where to warn. */
  face: { target: { from: 0.65, to: 0.75 }, warn: { from: 0.6, to: 0.8 } },
  /** More pixels than any camera makes: refused before it is decoded. */
  maximumPixels: 100_000_000,
} as const

export interface PhotoFile {
  /** Upright, after the EXIF orientation was honoured. */
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly mime: string
}

export type PhotoProblemCode =
  | 'photo-heic'
  | 'photo-kind'
  | 'photo-too-many-pixels'
  | 'photo-too-narrow'
  | 'photo-too-low'
  | 'photo-too-light'
  | 'photo-too-heavy'
  | 'photo-landscape'

export interface PhotoProblem {
  readonly code: PhotoProblemCode
  readonly message: string
  readonly next: string
  /** `refused`: cannot be used. `rule`: breaks a rule; the agent may still accept it and say why. */
  readonly weight: 'refused' | 'rule'
}

/** In pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Where the face is, in pixels from the top left of the picture. */
export interface Face {
  readonly crownY: number
  readonly chinY: number
  readonly centreX: number
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Everything that the file itself shows; what is in the picture only a person can judge. Empty when nothing is wrong. */
export function photoProblems(file: PhotoFile): PhotoProblem[] {
  const askAgain = 'Ask the registrant for the original picture, as the camera or phone made it.'
  if (/^image\/hei[cf]/.test(file.mime)) {
    return [
      {
        code: 'photo-heic',
        weight: 'refused',
        message: 'This is an Apple HEIC picture, which cannot be opened here.',
        next: 'Ask for a JPEG. On an iPhone: Settings, Camera, Formats, Most Compatible; or send the picture by email as “Large”.',
      },
    ]
  }
  if (!(photoRules.mimes as readonly string[]).includes(file.mime)) {
    return [
      {
        code: 'photo-kind',
        weight: 'refused',
        message: 'This file is not a JPEG or PNG picture.',
        next: 'Ask the registrant for a JPEG or PNG picture.',
      },
    ]
  }
  if (file.width * file.height > photoRules.maximumPixels) {
    return [
      {
        code: 'photo-too-many-pixels',
        weight: 'refused',
        message: 'The picture has more pixels than can be opened safely.',
        next: askAgain,
      },
    ]
  }
  const problems: PhotoProblem[] = []
  const breaks = (code: PhotoProblemCode, message: string, next = askAgain): void => {
    problems.push({ code, weight: 'rule', message, next })
  }
  if (file.width < photoRules.minimumWidth) {
    breaks('photo-too-narrow', `The picture is ${file.width} pixels wide. It must be at least ${photoRules.minimumWidth}.`)
  }
  if (file.height < photoRules.minimumHeight) {
    breaks('photo-too-low', `The picture is ${file.height} pixels high. It must be at least ${photoRules.minimumHeight}.`)
  }
  if (file.bytes < photoRules.minimumBytes) {
    breaks('photo-too-light', 'The file is smaller than 50 KB, so the picture was probably reduced.')
  }
  if (file.bytes > photoRules.maximumBytes) {
    breaks('photo-too-heavy', 'The file is larger than 10 MB.', 'Ask the registrant to send a smaller JPEG.')
  }
  if (file.width > file.height) {
    breaks(
      'photo-landscape',
      'The picture is wider than it is high.',
      'Check that it is upright and that head and shoulders fit in the crop box.',
    )
  }
  return problems
}

/** Largest 35:45 box inside a picture, in whole pixels, centred across and a little above the middle, where heads are. */
export function getInitialCrop(picture: Size): Box {
  const { width, height } = getLargestSize(picture)
  return { x: Math.floor((picture.width - width) / 2), y: Math.floor((picture.height - height) / 3), width, height }
}

/** Crop box that puts the crown-to-chin distance in the middle of the target and the face in the middle, kept inside the picture. All in pixels. */
export function getCropAroundFace(picture: Size, face: Face): Box {
  const { target } = photoRules.face
  const share = (target.from + target.to) / 2
  const wanted = Math.round((face.chinY - face.crownY) / share)
  const size = fitSize(wanted, picture)
  const middle = (face.crownY + face.chinY) / 2
  return moveInside({ x: Math.round(face.centreX - size.width / 2), y: Math.round(middle - size.height / 2), ...size }, picture)
}

/** Gives a box that an agent dragged the right shape (by its height) and moves it inside the picture. */
export function fitCrop(box: Box, picture: Size): Box {
  return moveInside({ x: Math.round(box.x), y: Math.round(box.y), ...fitSize(Math.round(box.height), picture) }, picture)
}

/** What is wrong with a crop: fewer pixels than the rules ask for, or a face too small or too large when its place is known. */
export function cropProblems(crop: Box, face?: Pick<Face, 'crownY' | 'chinY'>): string[] {
  const problems: string[] = []
  if (crop.width < photoRules.minimumWidth || crop.height < photoRules.minimumHeight) {
    const least = `${photoRules.minimumWidth} by ${photoRules.minimumHeight}`
    problems.push(`The part inside the box is ${crop.width} by ${crop.height} pixels. It should be at least ${least}.`)
  }
  if (face) {
    const share = (face.chinY - face.crownY) / crop.height
    if (share < photoRules.face.warn.from) problems.push('The face is too small in the box. Make the box smaller.')
    if (share > photoRules.face.warn.to) problems.push('The face is too large in the box. Make the box larger.')
  }
  return problems
}

function getLargestSize(picture: Size): { width: number; height: number } {
  const { width, height } = photoRules.printed
  return picture.width * height <= picture.height * width
    ? { width: picture.width, height: Math.min(picture.height, Math.max(1, Math.round((picture.width * height) / width))) }
    : { width: Math.min(picture.width, Math.max(1, Math.round((picture.height * width) / height))), height: picture.height }
}

function fitSize(height: number, picture: Size): { width: number; height: number } {
  const largest = getLargestSize(picture)
  if (height >= largest.height) return largest
  const { printed } = photoRules
  return { width: Math.min(largest.width, Math.max(1, Math.round((height * printed.width) / printed.height))), height: Math.max(1, height) }
}

function moveInside(box: Box, picture: Size): Box {
  const between = (value: number, most: number): number => Math.min(Math.max(0, value), most)
  return { ...box, x: between(box.x, picture.width - box.width), y: between(box.y, picture.height - box.height) }
}
