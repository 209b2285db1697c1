import { expect, test } from 'vitest'
import { htmlToText } from '../../domain/html-text.ts'

test.each([
  ['paragraphs', '<html><body><p>Hello</p><p>Bye</p></body></html>', 'Hello\n\nBye'],
  ['lines that the source is wrapped in', '<p>Please register\r\n  Alex\nSample</p>', 'Please register Alex Sample'],
  ['line breaks', 'one<br>two<BR/>three<br><br>four', 'one\ntwo\nthree\n\nfour'],
  ['divisions, one a line', '<div>one</div><div>two</div>', 'one\ntwo'],
  ['words that are partly bold', 'Na<b>me</b>: <i>Alex</i> Sample', 'Name: Alex Sample'],
  ['a list', '<ul><li>Name: Alex</li><li><p>Email: a</p></li></ul>', '- Name: Alex\n- Email: a'],
  [
    'a row of a table on one line',
    '<table><tr><td>Name:</td><td>Alex Sample</td></tr><tr><td>Email</td><td>a@b</td></tr></table>',
    'Name:\tAlex Sample\nEmail\ta@b',
  ],
  [
    'cells as Outlook writes them',
    '<table class=MsoNormalTable><tr><td width=10><p class=MsoNormal>Name:<o:p></o:p></p></td><td><p class=MsoNormal>Alex Sample<o:p></o:p></p></td></tr></table>',
    'Name:\tAlex Sample',
  ],
  ['cells that are never closed', '<table><tr><td><p>Name:<td><p>Alex<tr><td>Email:<td>a@b</table>', 'Name:\tAlex\nEmail:\ta@b'],
  [
    'an empty cell',
    '<table><tr><td>Name:</td><td></td></tr><tr><td>Date of birth:</td><td>4 July</td></tr></table>',
    'Name:\nDate of birth:\t4 July',
  ],
  [
    'a layout of tables within a cell',
    '<table><tr><td><table><tr><td>one</td></tr><tr><td>two</td></tr></table></td></tr></table>',
    'one\ntwo',
  ],
  ['paragraphs within one cell', '<table><tr><td><p>one</p><p>two</p></td></tr></table>', 'one\n\ntwo'],
  ['preformatted text', '<pre>Name:  Alex\r\nEmail: a</pre>', 'Name:  Alex\nEmail: a'],
  ['styles, scripts and titles', '<head><title>No</title><style>p{color:red}</style></head><body><script>if(1<2)no()</script>Yes', 'Yes'],
  ['comments, also those of Outlook', 'a<!--[if mso]><p>no</p><![endif]--><![if !mso]>b<![endif]>', 'ab'],
  ['named characters', 'Si&acirc;n &amp; &Lstrok;ukasz &wcirc;yn&nbsp;&rsquo; &unknown; &copy', 'Siân & Łukasz ŵyn ’ &unknown; ©'],
  ['numbers of characters', '&#65;&#x42;&#146;&#0;&#xD800;&#x110000;&#128104;', 'AB’\uFFFD\uFFFD\uFFFD👨'],
  ['an escaped tag stays text', '&lt;b&gt;', '<b>'],
  ['a bracket that begins no tag', 'a < b <3 &c', 'a < b <3 &c'],
  ['a > in a quoted value', '<a title="a > b" href=\'x\'>link</a>', 'link'],
  ['a quotation mark that is never closed', '<a title="x>link</a> and <b>more</b>', 'link and more'],
  ['a tag that never ends', 'word <a href=', 'word'],
  ['nothing', '', ''],
  ['only tags', '<div><p>&nbsp;</p><br></div>', ''],
])('HTML as text: %s', (_what, html, text) =>
  expect(
    htmlToText(html)
      .replaceAll(/[ ]+\n/g, '\n')
      .trim(),
  ).toBe(text),
)
