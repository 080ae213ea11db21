/**
 * Reads XML chunk by chunk into a tree, tolerant of what real feeds get wrong, and hands over each item as soon as it ends.
 *
 * Never throws, never resolves a DTD or an external entity. Its work grows with the length of the text, whatever that is:
 * what lies deeper, or is more, than any feed has is passed over, and said to be (`wasCut`). Items that are handed over are
 * taken out of the tree, so that a feed of any length needs the memory of one item; without anyone to hand them to (publish,
 * which edits feeds by the offsets of their elements) the whole tree stays.
 */
import { decodeXml } from './character-references.ts'
import { containerDepth, holdsItems, isItem } from './feed-shape.ts'
import { SourceWindow } from './source-window.ts'
import { xmlTokenizer } from './tokenizer.ts'
import { canonicalName, type Namespaces, namespacesOf, rootNamespaces } from './xml-names.ts'
import type { XmlElement } from './xml-tree.ts'

type Building = { -readonly [K in keyof XmlElement]: XmlElement[K] } & {
  children: (XmlElement | string)[]
  parent: Building | undefined
  /** The raw name in lower case: end tags are written in any case. */
  tagName: string
  namespaces: Namespaces
}

/** What one item may be made of, and what everything beside the items may be made of. In UTF-16 units. */
const MOST = { elements: 5_000, textLength: 1_000_000 } as const
const MAX_ATTRIBUTES = 100
const MAX_ATTRIBUTE_LENGTH = 65_536
const MAX_NAME_LENGTH = 256
/** Deeper than any feed: later walks of the tree can't overflow the stack. */
const MAX_DEPTH = 100
/** More names of elements than any feed leaves open. */
const MAX_LOST_NAMES = 1_000

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map()

export interface XmlSink {
  /** An item begins; what stands before it in the document is in the tree. */
  itemBegins(): void
  /** @param wasCut it was larger than any item, so a part of it was left out */
  itemEnds(item: XmlElement, wasCut: boolean): void
}

interface Budget {
  elements: number
  textLength: number
  wasCut: boolean
}

export class XmlReader {
  /** The top-level elements, in order; for a well-formed document exactly one. */
  readonly roots: Building[] = []
  /** How much was done, in steps of about the same size: for tests of the bounds. */
  steps = 0

  readonly #sink: XmlSink | undefined
  readonly #window = new SourceWindow()
  readonly #tokenizer
  readonly #stack: Building[] = []
  /** Open elements that are not kept, by raw name: too deep, or too many. */
  readonly #lost = new Map<string, number>()
  #lostCount = 0
  readonly #outside: Budget
  #budget: Budget
  /** Where the last token ended. */
  #at = 0
  #text = ''
  #tagName = ''
  #tagStart = 0
  #attributes: Map<string, string> | undefined
  #attributeName = ''
  #attributeValue = ''
  #attributeLength = 0

  constructor(sink?: XmlSink) {
    this.#sink = sink
    this.#outside = this.#newBudget()
    this.#budget = this.#outside
    const passOver = (_start: number, end: number) => {
      this.#endText()
      this.#at = end + 1
    }
    this.#tokenizer = xmlTokenizer({
      ontext: (start, end) => this.#addText(start, end),
      oncdata: (start, end, endOffset) => this.#addCdata(start, end, endOffset),
      oncomment: passOver,
      ondeclaration: passOver,
      onprocessinginstruction: passOver,
      onopentagname: (start, end) => this.#beginTag(start, end),
      onattribname: (start, end) => {
        this.#attributeName = this.#window.slice(start, end).slice(0, MAX_NAME_LENGTH).toLowerCase()
        this.#at = end
      },
      onattribdata: (start, end) => {
        const room = MAX_ATTRIBUTE_LENGTH - this.#attributeLength
        const data = this.#window.slice(start, end)
        if (data.length > room) this.#budget.wasCut = true
        if (room > 0) this.#attributeValue += data.slice(0, room)
        this.#attributeLength += end - start
        this.#at = end
      },
      onattribend: (_quote, end) => this.#endAttribute(end),
      onopentagend: (end) => this.#open(end, false),
      onselfclosingtag: (end) => this.#open(end, true),
      onclosetag: (start, end) => this.#close(start, end),
      onend: never,
    })
  }

  /** How much was pushed, in UTF-16 units. */
  get length(): number {
    return this.#window.length
  }

  /** What stands beside the items is larger than in any feed: a part of it was left out. */
  get wasCut(): boolean {
    return this.#outside.wasCut
  }

  /** Calls the sink for what ends in this chunk, before it returns. */
  push(chunk: string): void {
    this.#window.push(chunk, this.#at)
    this.#tokenizer.write(chunk)
  }

  /** Reads no further: what was pushed and not yet read is passed over, and so is all that follows. */
  stop(): void {
    this.#tokenizer.pause()
  }

  /** Closes what is still open. */
  end(): void {
    this.#tokenizer.end()
    this.#endText()
    this.#closeDownTo(0, this.length)
  }

  #newBudget(): Budget {
    return this.#sink === undefined
      ? { elements: Number.POSITIVE_INFINITY, textLength: Number.POSITIVE_INFINITY, wasCut: false }
      : { ...MOST, wasCut: false }
  }

  #addText(start: number, end: number): void {
    this.steps++
    this.#at = end
    const room = this.#budget.textLength - this.#text.length
    if (this.#stack.length === 0 || this.#lostCount > 0 || room < 0) return
    // One unit more than there is room for shows that something is cut.
    this.#text += this.#window.slice(start, Math.min(end, start + room + 1))
  }

  #addCdata(start: number, end: number, endOffset: number): void {
    this.#endText()
    this.#at = end + 1
    const room = this.#budget.textLength
    if (this.#stack.length === 0 || this.#lostCount > 0) return
    this.#keep(this.#window.slice(start, Math.min(end - endOffset, start + room + 1)))
  }

  /** Text is decoded once it is whole: the chunks it came in may have cut a character reference. */
  #endText(): void {
    if (this.#text === '') return
    const text = this.#text
    this.#text = ''
    this.#keep(decodeXml(text))
  }

  #keep(text: string): void {
    const top = this.#stack.at(-1)
    const budget = this.#budget
    if (top === undefined || text === '') return
    const kept = text.length > budget.textLength ? text.slice(0, budget.textLength) : text
    if (kept.length < text.length) budget.wasCut = true
    // What stands between items is white space, mostly: it need not pile up.
    if (kept === '' || (this.#sink !== undefined && holdsItems(top) && kept.trim() === '')) return
    budget.textLength -= kept.length
    top.children.push(kept)
  }

  #beginTag(start: number, end: number): void {
    this.steps++
    this.#endText()
    this.#tagName = this.#window.slice(start, end).slice(0, MAX_NAME_LENGTH)
    this.#tagStart = start - 1
    this.#attributes = undefined
    this.#at = end
  }

  #endAttribute(end: number): void {
    this.steps++
    this.#attributes ??= new Map()
    const name = this.#attributeName
    if (this.#attributes.size >= MAX_ATTRIBUTES) this.#budget.wasCut = true
    else if (!this.#attributes.has(name)) this.#attributes.set(name, decodeXml(this.#attributeValue))
    this.#attributeValue = ''
    this.#attributeLength = 0
    this.#at = end
  }

  #open(end: number, isSelfClosing: boolean): void {
    this.#at = end + 1
    const attributes = this.#attributes ?? NO_ATTRIBUTES
    const rawName = this.#tagName
    const tagName = rawName.toLowerCase()
    let { name, namespaces } = this.#nameOf(rawName, attributes)
    // An item inside an item, or inside a field of the show, is where an end tag is missing.
    const depth = containerDepth(name, this.#stack)
    if (depth > 0) {
      this.steps += this.#stack.length
      if (depth < this.#stack.length || this.#lostCount > 0) {
        this.#closeDownTo(depth, this.#tagStart)
        ;({ name, namespaces } = this.#nameOf(rawName, attributes))
      }
      this.#sink?.itemBegins()
      this.#budget = this.#newBudget()
    }
    const budget = this.#budget
    if (this.#lostCount > 0 || this.#stack.length >= MAX_DEPTH || budget.elements <= 0) {
      budget.wasCut = true
      if (!isSelfClosing) this.#lose(tagName)
      return
    }
    budget.elements--
    const parent = this.#stack.at(-1)
    const element: Building = {
      name,
      rawName,
      tagName,
      attributes,
      children: [],
      parent,
      start: this.#tagStart,
      innerStart: end + 1,
      innerEnd: end + 1,
      end: end + 1,
      closed: isSelfClosing,
      namespaces,
    }
    if (parent) parent.children.push(element)
    else this.roots.push(element)
    this.#stack.push(element)
    if (isSelfClosing) this.#leave()
  }

  #nameOf(rawName: string, attributes: ReadonlyMap<string, string>): { name: string; namespaces: Namespaces } {
    const parent = this.#stack.at(-1)
    const namespaces = parent
      ? namespacesOf(attributes, parent.namespaces)
      : rootNamespaces(rawName, namespacesOf(attributes, NO_ATTRIBUTES))
    return { name: canonicalName(rawName, namespaces), namespaces }
  }

  #lose(name: string): void {
    this.#lostCount++
    const count = this.#lost.get(name)
    if (count !== undefined || this.#lost.size < MAX_LOST_NAMES) this.#lost.set(name, (count ?? 0) + 1)
  }

  #close(start: number, end: number): void {
    this.#endText()
    const tagStart = this.#window.lastTagStart(this.#at, start)
    this.#at = end
    const name = this.#window.slice(start, end).slice(0, MAX_NAME_LENGTH).toLowerCase()
    const lost = this.#lostCount > 0 ? this.#lost.get(name) : undefined
    if (lost !== undefined && lost > 0) {
      this.#lost.set(name, lost - 1)
      this.#lostCount--
      return
    }
    this.steps += this.#stack.length + 1
    const index = this.#stack.findLastIndex(({ tagName }) => tagName === name)
    if (index < 0) return
    this.#closeDownTo(index + 1, tagStart)
    const element = this.#stack[index]
    if (element === undefined) return
    element.innerEnd = Math.max(tagStart, element.innerStart)
    element.end = this.#window.tagEnd(end)
    element.closed = true
    this.#leave()
  }

  /** Closes what has no end tag, until only `depth` elements are open. */
  #closeDownTo(depth: number, end: number): void {
    this.#lost.clear()
    this.#lostCount = 0
    while (this.#stack.length > depth) {
      const element = this.#stack.at(-1)
      if (element !== undefined) {
        element.innerEnd = Math.max(end, element.innerStart)
        element.end = element.innerEnd
      }
      this.#leave()
    }
  }

  #leave(): void {
    this.steps++
    const element = this.#stack.pop()
    if (element === undefined || !isItem(element)) return
    const { wasCut } = this.#budget
    this.#budget = this.#outside
    if (this.#sink === undefined) return
    element.parent?.children.pop()
    this.#sink.itemEnds(element, wasCut)
  }
}

const never = () => {}

/** @returns the document's top-level elements with all that is in them, for those who edit it. */
export function readXml(source: string): readonly XmlElement[] {
  const reader = new XmlReader()
  reader.push(source)
  reader.end()
  return reader.roots
}
