/**
 * Text as a search compares it: without case and diacritics, each unit knowing where in the original it comes from.
 *
 * Folds one written character after the other, since folding may change lengths (`ß` is `ss`, `é` may be one unit or two).
 * Only the marks that people leave out when they type are dropped: vowel signs of Indic scripts, the strokes of `が` and the
 * parts of `한` make other letters, so they stay.
 */

/** A run of plain letters; a letter with the marks after it; the parts of a Korean syllable that is written apart. */
const CHARACTER = /[\0-\x7f]+(?!\p{M})|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[^\p{M}]\p{M}{0,16}|\p{M}/gsu
/** Latin, Greek and Cyrillic accents; Hebrew points; Arabic vowels and the stroke that stretches words. */
const LEFT_OUT = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670]/g
const ASCII = /^[\0-\x7f]*$/

export interface FoldedText {
  readonly folded: string
  /** @returns the range of the original text, in UTF-16 units, whole characters with their marks, that these units come from. */
  originalRange(start: number, end: number): readonly [start: number, end: number]
}

function foldCharacter(character: string): string {
  const bare = character.normalize('NFD').replace(LEFT_OUT, '').normalize('NFC')
  // Upper case first: `ß` becomes `ss`, and both small sigmas become one.
  return bare.toUpperCase().toLowerCase().replace(/[‘’ʼ]/, "'").replace(/\s/, ' ')
}

/** @param known what characters fold to, kept from one text to the next: their number is small */
export function foldText(text: string, known = new Map<string, string>()): FoldedText {
  if (ASCII.test(text)) return { folded: foldAscii(text), originalRange: (start, end) => [start, end] }
  let folded = ''
  const starts: number[] = []
  const ends: number[] = []
  for (const { 0: character, index } of text.matchAll(CHARACTER)) {
    const end = index + character.length
    if (character.charCodeAt(0) < 0x80 && character.charCodeAt(character.length - 1) < 0x80) {
      folded += foldAscii(character)
      for (let at = index; at < end; at++) {
        starts.push(at)
        ends.push(at + 1)
      }
      continue
    }
    let units = known.get(character)
    if (units === undefined) {
      units = foldCharacter(character)
      if (known.size < 10_000) known.set(character, units)
    }
    folded += units
    for (let i = 0; i < units.length; i++) {
      starts.push(index)
      ends.push(end)
    }
    // A mark that was dropped belongs to what stands before it.
    if (units === '' && ends.length > 0) ends[ends.length - 1] = end
  }
  return { folded, originalRange: (start, end) => [starts[start] ?? text.length, ends[end - 1] ?? text.length] }
}

const foldAscii = (text: string) => text.toLowerCase().replace(/\s/g, ' ')
