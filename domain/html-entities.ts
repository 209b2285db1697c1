/**
 * Named characters of HTML that mail programs write: HTML 4, and the letters of European names from HTML 5. A name that is not listed stays as
 * it is written, so that nothing is lost.
 */

/** U+00A0 to U+00FF, in their order. */
const latin1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest ' +
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'

const others: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  bull: '•',
  hellip: '…',
  euro: '€',
  trade: '™',
  lsaquo: '‹',
  rsaquo: '›',
  dagger: '†',
  permil: '‰',
  larr: '←',
  rarr: '→',
  colon: ':',
  comma: ',',
  period: '.',
  commat: '@',
  lowbar: '_',
  hyphen: '‐',
  num: '#',
  sol: '/',
  lpar: '(',
  rpar: ')',
  Tab: '\t',
  NewLine: '\n',
  OElig: 'Œ',
  oelig: 'œ',
  Yuml: 'Ÿ',
  circ: 'ˆ',
  tilde: '˜',
}

/** Letters of European names: `Lstrok` and `lstrok`, with their two forms. */
const letters =
  'Amacr Āā Abreve Ăă Aogon Ąą Cacute Ćć Ccirc Ĉĉ Cdot Ċċ Ccaron Čč Dcaron Ďď Dstrok Đđ Emacr Ēē Edot Ėė Eogon Ęę Ecaron Ěě Gcirc Ĝĝ Gbreve Ğğ ' +
  'Gdot Ġġ Hcirc Ĥĥ Hstrok Ħħ Imacr Īī Iogon Įį Jcirc Ĵĵ Kcedil Ķķ Lacute Ĺĺ Lcedil Ļļ Lcaron Ľľ Lstrok Łł Nacute Ńń Ncedil Ņņ Ncaron Ňň Omacr Ōō ' +
  'Odblac Őő Racute Ŕŕ Rcaron Řř Sacute Śś Scirc Ŝŝ Scedil Şş Scaron Šš Tcedil Ţţ Tcaron Ťť Umacr Ūū Ubreve Ŭŭ Uring Ůů Udblac Űű Uogon Ųų ' +
  'Wcirc Ŵŵ Ycirc Ŷŷ Zacute Źź Zdot Żż Zcaron Žž'

export const htmlEntities: ReadonlyMap<string, string> = new Map([
  ...latin1.split(' ').map((name, index): [string, string] => [name, String.fromCharCode(0xa0 + index)]),
  ...Object.entries(others),
  ...letters
    .split(' ')
    .flatMap((name, index, all): [string, string][] =>
      index % 2 === 1
        ? []
        : [...all[index + 1]!].map((letter, small) => [small === 0 ? name : name[0]!.toLowerCase() + name.slice(1), letter]),
    ),
  ['inodot', 'ı'],
  ['Idot', 'İ'],
])
