/**
 * embed.js: puts an episode into any page with one line.
 *
 *     <script type="module" async src="https://HOST/embed.js" data-episode="https://…/GUID.json"></script>
 *     <grapevine-episode data-episode="https://…/GUID.json"><a href="…">Title</a></grapevine-episode>
 *
 * Finds its own script tags (a module has no `document.currentScript`), those that come later too, and puts a
 * `<grapevine-episode>` in front of each. Several copies of this file on one page, of any version, leave each other's tags
 * alone and share the element. See docs/embedding.md and docs/decisions/0023-embed.md.
 */
import { type Facade, mountFacade } from './dom-facade.ts'
import { ATTRIBUTES, readFacadeOptions } from './facade-options.ts'

/** This file's own address. */
const SELF = import.meta.url
const TAG = 'grapevine-episode'
const SELECTOR = 'script[src][data-episode],script[src][data-show],script[src][data-feed]'
/** On script tags that have their embed: other copies of this file know it too. */
const DONE = Symbol.for('grapevine:embedded')

class GrapevineEpisode extends HTMLElement {
  static readonly observedAttributes = ATTRIBUTES.map((name) => `data-${name}`)
  #facade: Facade | undefined
  #isStale = false

  /** The player's frame; `undefined` before anybody was interested. */
  get iframe(): HTMLIFrameElement | undefined {
    return this.#facade?.iframe
  }

  /** Puts the frame in at once, e.g. to control it. @returns it, or `undefined` where nothing can be played */
  load(): HTMLIFrameElement | undefined {
    return this.#facade?.load()
  }

  connectedCallback(): void {
    this.#mount()
  }

  disconnectedCallback(): void {
    this.#unmount()
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (this.#facade === undefined || before === after || this.#isStale) return
    this.#isStale = true
    // Frameworks change one attribute after the other.
    queueMicrotask(() => {
      this.#isStale = false
      this.#unmount()
      if (this.isConnected) this.#mount()
    })
  }

  #mount(): void {
    const options = readFacadeOptions(this.dataset, this.baseURI, SELF)
    // Without a shadow root the page's own link stays to be seen.
    if (typeof options === 'string') return console.error(`Grapevine: ${options}.`, this)
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    this.#facade = mountFacade(this, root, options, this.querySelector('a'))
  }

  #unmount(): void {
    this.#facade?.dispose()
    this.#facade = undefined
  }
}

function embed(script: Element): void {
  if (!(script instanceof HTMLScriptElement) || !isOurs(script) || Reflect.has(script, DONE)) return
  Reflect.set(script, DONE, true)
  if (script.closest('body') === null)
    return console.error('Grapevine: the script tag must stand in the body, where the episode shall be.', script)
  const element = document.createElement(TAG)
  for (const name of ATTRIBUTES) {
    const value = script.dataset[name]
    if (value !== undefined) element.dataset[name] = value
  }
  // The element may be another copy's, with another player beside it.
  element.dataset.player ??= new URL('player.html', SELF).href
  script.before(element)
  // A tag that was given a height kept the place free; now it is taken.
  script.style.display = 'none'
}

/** This file's own tags, whatever stands in the query. */
function isOurs({ src }: HTMLScriptElement): boolean {
  const plain = (url: string) => url.replace(/[?#].*$/s, '')
  return plain(src) === plain(SELF)
}

if (customElements.get(TAG) === undefined) customElements.define(TAG, GrapevineEpisode)
for (const script of document.querySelectorAll(SELECTOR)) embed(script)
new MutationObserver((records) => {
  for (const { addedNodes } of records)
    for (const node of addedNodes) {
      if (!(node instanceof Element)) continue
      if (node.matches(SELECTOR)) embed(node)
      for (const script of node.querySelectorAll(SELECTOR)) embed(script)
    }
}).observe(document, { childList: true, subtree: true })

declare global {
  interface HTMLElementTagNameMap {
    'grapevine-episode': GrapevineEpisode
  }
}
