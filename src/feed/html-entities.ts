/**
 * The named characters of HTML that feeds use: those of HTML 4 but for the rarer mathematics, that is Latin-1, Greek,
 * punctuation, arrows, some symbols.
 *
 * The 2,000 further names of HTML 5 are left out: they would weigh more than the reader itself. One that is met stays as it
 * is written.
 */

/** U+00A0 to U+00FF, in order. These alone are also known without a semicolon, as in HTML. */
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
/** U+0391 to U+03A9 without U+03A2; in lower case from U+03B1 on, with `sigmaf` in the gap. */
const GREEK =
  'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho sigmaf Sigma Tau Upsilon Phi Chi Psi Omega'
/** Each name with its character at the end. */
const OTHERS =
  'quot" amp& lt< gt> apos\' OEligŒ oeligœ ScaronŠ scaronš YumlŸ fnofƒ circˆ tilde˜ ensp\u2002 emsp\u2003 thinsp\u2009 zwnj\u200c zwj\u200d lrm\u200e rlm\u200f ndash– mdash— lsquo‘ rsquo’ sbquo‚ ldquo“ rdquo” bdquo„ dagger† Dagger‡ bull• hellip… permil‰ prime′ Prime″ lsaquo‹ rsaquo› oline‾ frasl⁄ euro€ trade™ larr← uarr↑ rarr→ darr↓ harr↔ rArr⇒ hArr⇔ minus− radic√ infin∞ sim∼ asymp≈ ne≠ equiv≡ le≤ ge≥ sdot⋅ loz◊ spades♠ clubs♣ hearts♥ diams♦'
const WITHOUT_SEMICOLON = new Set(['quot', 'amp', 'lt', 'gt', ...LATIN_1.split(' ')])

const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ...LATIN_1.split(' ').map((name, index): [string, string] => [name, String.fromCharCode(0xa0 + index)]),
  ...GREEK.split(' ').flatMap((name, index): [string, string][] => [
    [name.toLowerCase(), String.fromCharCode(0x3b1 + index)],
    ...(name === 'sigmaf' ? [] : [[name, String.fromCharCode(0x391 + index)] as [string, string]]),
  ]),
  ...OTHERS.split(' ').map((pair): [string, string] => [pair.slice(0, -1), pair.slice(-1)]),
])

/**
 * @param name case matters
 * @param hasSemicolon without it, only names of Latin-1 and of markup itself count
 * @returns the character, or `undefined` where there is none of that name here
 */
export function namedCharacter(name: string, hasSemicolon: boolean): string | undefined {
  return hasSemicolon || WITHOUT_SEMICOLON.has(name) ? CHARACTERS.get(name) : undefined
}
