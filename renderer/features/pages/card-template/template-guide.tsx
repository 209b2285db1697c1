/** How to write a card template, for its designer. */
import { Details } from '../../../ui/index.ts'

const EXAMPLE = `"front": {
  "background": { "image": "sky.jpg", "leaveChipClear": true },
  "logo": { "image": "mark.png", "x": 24, "y": 18, "width": 25, "height": 10 },
  "photo": { "x": 57.6, "y": 6, "width": 24.5, "height": 31.5 },
  "cardholder": { "x": 4, "y": 32.5, "width": 50.5, "height": 12.5,
                  "largest": 14, "smallest": 8, "lines": 2 },
  "series": { "text": "Series 10", … }
},
"back": {
  "texts": [ { "text": "Please return to {provider}, {return address}", … } ],
  "code": { "form": "bars", "x": 20, "y": 35, "width": 46, "height": 9 }
}`

export function TemplateGuide() {
  return (
    <Details summary="How a template is written">
      <p>
        Save the card in use and edit that file: it contains every part. Positions are in millimetres from the top left corner of the card.
        Type sizes are in points.
      </p>
      <pre className="card-template__example" tabIndex={0}>
        {EXAMPLE}
      </pre>
      <ul>
        <li>
          Keep every part on the card, clear of the chip and clear of other parts. A background that covers the chip needs “leaveChipClear”,
          which leaves the area around the contacts empty.
        </li>
        <li>The photograph has a ratio of 35 to 45 (width to height), with the UUID below it.</li>
        <li>Pictures must be PNG or JPEG at 300 dots per inch: 1012 × 638 pixels for a whole side.</li>
        <li>
          Texts on the back can contain {'{provider}'}, {'{return address}'}, {'{serial}'} and {'{series}'}. The code is the serial number
          of the card. Do not put personal details on the back: a finder should learn nothing more.
        </li>
        <li>“keepOut” on the back lists areas to leave empty, such as a magnetic stripe.</li>
      </ul>
    </Details>
  )
}
