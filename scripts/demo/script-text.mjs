/**
 * Reads an episode's text: `# Chapter` headings, one sentence a line, an empty line between paragraphs.
 *
 * Decides what is shown (captions, transcript) and what the synthesiser is told for it. They differ only where
 * espeak-ng would say a word wrongly; the shown text is always the text of the file.
 */

/** Words espeak-ng 1.51 says wrongly, as phonemes in its own notation. */
const SAY = [
  [/\btears(?= the book)/g, "[[t'e@z]]"],
  [/\blives(?= on a)/g, "[[l'Ivz]]"],
  [/\bLille\b/g, "[[l'i:l]]"],
  [/\bFrederic\b/g, "[[fr'EdrIk]]"],
  [/\bBitTorrent\b/g, 'Bit Torrent'],
  [/\bTruscott\b/g, "[[tr'Vsk@t]]"],
  [/\bSHA-1\b/g, 'shah-one'],
  [/\bgrape-vine\b/g, 'grapevine'],
  [/\bhalf-way\b/g, 'halfway'],
  [/\b(1[1-9]|20)(\d\d)\b/g, (_, a, b) => sayYear(Number(a), Number(b))],
]

/** 1844 as "18 44", 1901 as "19 oh 1", 2001 as "2001": the way years are read aloud. */
function sayYear(century, rest) {
  if (century === 20 && rest < 10) return `20${String(rest).padStart(2, '0')}`
  if (rest === 0) return `${century} hundred`
  return rest < 10 ? `${century} oh ${rest}` : `${century} ${rest}`
}

/** What to hand to espeak-ng for a shown sentence. */
export function spoken(sentence) {
  return SAY.reduce((text, [pattern, by]) => text.replace(pattern, by), sentence)
}

/**
 * @param {string} text the whole file
 * @returns {{ title: string, paragraphs: string[][] }[]} chapters, each with its paragraphs of sentences
 */
export function parseScript(text) {
  const chapters = []
  let paragraph = null
  for (const line of text.split('\n').map((l) => l.trim())) {
    if (line.startsWith('# ')) {
      chapters.push({ title: line.slice(2), paragraphs: [] })
      paragraph = null
    } else if (line === '') {
      paragraph = null
    } else {
      const chapter = chapters.at(-1)
      if (!chapter) throw new Error(`A sentence stands before the first "# Chapter" line: ${line}`)
      if (!paragraph) {
        paragraph = []
        chapter.paragraphs.push(paragraph)
      }
      paragraph.push(line)
    }
  }
  return chapters
}
