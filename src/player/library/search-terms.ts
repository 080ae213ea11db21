/**
 * Text and queries as the search in shows and episodes compares them: without case, accents and punctuation, in words.
 *
 * Pure. A word of a query is found at the beginning of a word, since a query is read while it is being typed. Scripts that are
 * written without spaces have no words to begin: there every two characters that follow each other count as one (bigrams).
 */
import { foldText } from '../../feed/folded-text.ts'

export interface SearchTerm {
  readonly text: string
  /** `word`: at the beginning of a word; `part`: anywhere. */
  readonly kind: 'word' | 'part'
}

const LONGEST_QUERY = 200
const MOST_TERMS = 20
/** Written without spaces: Chinese, Japanese, Thai, Lao, Khmer, Burmese. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u30fc\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}][\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u30fc\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{M}]*/gu
const NOT_IN_WORDS = /[^\p{L}\p{N}\p{M}]+/gu
const ASCII = /^[\0-\x7f]*$/

/**
 * @param known what characters fold to, kept from one text to the next
 * @returns the words, each with a space before it, and one at the end; `' '` for a text without words
 */
export function searchableText(text: string, known?: Map<string, string>): string {
  if (ASCII.test(text))
    return ` ${text
      .toLowerCase()
      .replaceAll("'", '')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()} `.replace('  ', ' ')
  // Full-width letters and digits, and ligatures, are the ordinary ones written otherwise.
  const folded = foldText(text.normalize('NFKC'), known).folded.replaceAll("'", '')
  const spaced = folded.replace(UNSPACED, ' $& ').replace(NOT_IN_WORDS, ' ').trim()
  return spaced === '' ? ' ' : ` ${spaced} `
}

/** @returns what must be found, each once; `[]` for a query without words. */
export function searchTerms(query: string): readonly SearchTerm[] {
  const words = searchableText(query.slice(0, LONGEST_QUERY)).trim().split(' ')
  const terms = words.flatMap((word): SearchTerm[] => {
    if (word === '') return []
    return word.search(UNSPACED) === 0 ? bigrams(word) : [{ text: word, kind: 'word' }]
  })
  return [...new Map(terms.map((term) => [`${term.kind} ${term.text}`, term])).values()].slice(0, MOST_TERMS)
}

/** @param searchable from {@link searchableText} */
export function holdsTerm(searchable: string, { text, kind }: SearchTerm): boolean {
  return searchable.includes(kind === 'word' ? ` ${text}` : text)
}

function bigrams(run: string): SearchTerm[] {
  const characters = [...run]
  if (characters.length === 1) return [{ text: run, kind: 'part' }]
  return characters.slice(1).map((character, index) => ({ text: `${characters[index]}${character}`, kind: 'part' }))
}
