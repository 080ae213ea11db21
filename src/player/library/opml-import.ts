/**
 * Reads a list of shows that another app exported (OPML 2.0, http://opml.org/spec2.opml), however that app wrote it.
 *
 * Apps differ: shows in folders, in folders that are shows too, `url` or `xmlurl` for `xmlUrl`, `title` without `text`, addresses
 * with a bare `&`, outlines without a body. So every outline with an address is a show, wherever it stands. Never throws but
 * {@link OpmlError}; keeps no tree, resolves no entity but XML's own, reads no DTD: a file of bombs is a file without shows.
 */
import { decodeXml } from '../../feed/character-references.ts'
import { xmlTokenizer } from '../../feed/tokenizer.ts'
import { addressField, textField } from './checked-fields.ts'
import { OpmlError, type OpmlWarning } from './opml-warning.ts'

export interface OpmlShow {
  /** Absolute, http or https. */
  readonly feedUrl: string
  /** Absent where the list has none: the feed will say. */
  readonly title?: string
}

export interface OpmlList {
  /** In the order of the file, each once. */
  readonly shows: readonly OpmlShow[]
  readonly warnings: readonly OpmlWarning[]
}

/** UTF-16 units, about bytes: a list of 5,000 shows has one megabyte. */
export const MOST_OPML_CHARACTERS = 5 * 1024 * 1024
const MOST_SHOWS = 5_000
const MOST_WARNINGS = 50
const LONGEST_NAME = 80

/** In the order they are believed in. */
const ADDRESS_ATTRIBUTES = ['xmlurl', 'url', 'feedurl']
const TITLE_ATTRIBUTES = ['text', 'title', 'name']
/** Schemes that apps put before the address of a feed: what is meant is https or http. */
const FEED_SCHEME = /^(?:feed|itpc|pcast|podcast|podcasts):(?:\/\/)?(?:(https?):\/\/)?/i

/** UTF-16 units read in one task. */
const AT_ONCE = 64 * 1024

/**
 * @param text the file, decoded
 * @param breathe resolves when the page had its turn: a task of its own, not a microtask
 * @throws {OpmlError} as a rejection, where it is too large, no OPML, or without a single entry
 */
export async function parseOpml(text: string, breathe: () => Promise<void>): Promise<OpmlList> {
  if (text.length > MOST_OPML_CHARACTERS) throw new OpmlError('too-large')
  const reader = new OutlineReader(text)
  for (let from = 0; from < text.length; from += AT_ONCE) {
    if (from > 0) await breathe()
    reader.tokenizer.write(text.slice(from, from + AT_ONCE))
  }
  reader.tokenizer.end()
  return reader.list()
}

const nothing = () => {}

class OutlineReader {
  /** Its offsets are those of the text. */
  readonly tokenizer
  readonly #text: string
  readonly #shows = new Map<string, OpmlShow>()
  readonly #refused: OpmlWarning[] = []
  #name = ''
  #attributes = new Map<string, string>()
  #attribute = ''
  #value = ''
  #outlines = 0
  #isOpml = false
  #ends = false
  #doubles = 0
  #tooMany = 0

  constructor(text: string) {
    this.#text = text
    this.tokenizer = xmlTokenizer({
      onopentagname: (start, end) => {
        this.#name = this.#text.slice(start, end).toLowerCase()
        this.#attributes = new Map()
      },
      onattribname: (start, end) => {
        this.#attribute = this.#text.slice(start, end).toLowerCase()
        this.#value = ''
      },
      onattribdata: (start, end) => {
        this.#value += this.#text.slice(start, end)
      },
      onattribend: () => {
        if (!this.#attributes.has(this.#attribute)) this.#attributes.set(this.#attribute, decodeXml(this.#value).trim())
      },
      onopentagend: () => this.#opened(),
      onselfclosingtag: () => this.#opened(),
      onclosetag: (start, end) => {
        if (this.#text.slice(start, end).trim().toLowerCase() === 'opml') this.#ends = true
      },
      ontext: nothing,
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      onend: nothing,
    })
  }

  list(): OpmlList {
    // Some apps write outlines alone.
    if (!this.#isOpml && this.#outlines === 0) throw new OpmlError('not-opml')
    if (this.#shows.size === 0 && this.#refused.length === 0) throw new OpmlError('no-shows')
    const warnings: OpmlWarning[] = [...this.#refused]
    if (this.#doubles > 0) warnings.push({ kind: 'doubles', count: this.#doubles })
    if (this.#tooMany > 0) warnings.push({ kind: 'too-many', count: this.#tooMany })
    if (this.#isOpml && !this.#ends) warnings.push({ kind: 'broken-off' })
    return { shows: [...this.#shows.values()], warnings }
  }

  #opened(): void {
    if (this.#name === 'opml') this.#isOpml = true
    if (this.#name !== 'outline') return
    this.#outlines += 1
    const address = firstOf(this.#attributes, ADDRESS_ATTRIBUTES)
    const title = textField(firstOf(this.#attributes, TITLE_ATTRIBUTES))
    // A folder, or a heading.
    if (address === undefined) return
    const feedUrl = addressField(address.replace(FEED_SCHEME, (_, scheme: string = 'https') => `${scheme}://`))
    if (feedUrl === undefined) this.#refuse(title ?? address)
    else if (this.#shows.has(feedUrl)) this.#doubles += 1
    else if (this.#shows.size >= MOST_SHOWS) this.#tooMany += 1
    else this.#shows.set(feedUrl, title === undefined ? { feedUrl } : { feedUrl, title })
  }

  #refuse(named: string): void {
    const short = textField(named, LONGEST_NAME) ?? ''
    if (this.#refused.length < MOST_WARNINGS) this.#refused.push({ kind: 'refused-address', named: short })
    else this.#tooMany += 1
  }
}

function firstOf(attributes: ReadonlyMap<string, string>, names: readonly string[]): string | undefined {
  return names.map((name) => attributes.get(name)).find(Boolean)
}
