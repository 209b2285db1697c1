/** How a template is written, for whoever designs the station's card. */
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
        Save the card in use and change that file: it holds every part. Millimetres from the top left corner of the card, type in points.
      </p>
      <pre className="card-template__example" tabIndex={0}>
        {EXAMPLE}
      </pre>
      <ul>
        <li>
          Nothing may lie within the clearance of the chip, off the card or over another part. A background over the chip needs
          “leaveChipClear”: it is left out around the contacts.
        </li>
        <li>The photograph is 35 wide to 45 high, and the UUID stands under it.</li>
        <li>Pictures need 300 dots to the inch: 1012 × 638 pixels for a whole side. They are PNG or JPEG.</li>
        <li>
          Texts on the back may hold {'{provider}'}, {'{return address}'}, {'{serial}'} and {'{series}'}. The code is the serial of the
          card. Nothing about the person belongs there: who finds the card should learn nothing more.
        </li>
        <li>“keepOut” on the back lists places that stay empty, such as a magnetic stripe.</li>
      </ul>
    </Details>
  )
}
