/**
 * <gv-show-episodes>: all episodes of a show, thousands if need be, on their vine: in either order, all or some, and with a word in them.
 */
import { msg } from '@lit/localize'
import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { afterFrame } from '../dom-after-frame.ts'
import type { EpisodeChoice, EpisodeOrder } from '../episode-filter.ts'
import { numberWords } from '../number-words.ts'
import type { RowPlace } from '../scroll-memory.ts'
import type { EpisodeView } from '../views/episode-view.ts'
import { baseStyles } from './base-styles.ts'
import './gv-episode-row.ts'
import type { Row } from './drawn-rows.ts'
import type { GvVirtualList } from './gv-virtual-list.ts'

/** So few are seen at a glance. */
const FEW = 6
/** So many are drawn as they are, and stay: the browser's own search finds all of them. */
const MOST_AT_ONCE = 30
/** Of more than that so many, to begin with: a screen or two; what draws the others comes when one comes near their end. */
const FIRST_OF_MANY = 12
/** Rows that come with one frame: the player above them is not to wait, on a slow phone, until all of them are drawn. */
const WITH_A_FRAME = 3
/** Pixels below the screen: a second or two of scrolling. */
const NEAR = '1000px'

const WALKING: ReadonlySet<string> = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'])

export class GvShowEpisodes extends LitElement {
  static override properties = {
    of: {},
    episodes: { attribute: false },
    order: { state: true },
    choice: { state: true },
    words: { state: true },
    isLong: { state: true },
    begun: { state: true },
  }
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        color: var(--gv-ink);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gv-space-2);
        margin-block-end: var(--gv-space-3);
      }
      h2 {
        margin: 0;
        margin-inline-end: auto;
        font-family: var(--gv-font-title);
        font-size: var(--gv-title);
        font-weight: 600;
        letter-spacing: -0.01em;
      }
      small,
      p {
        font-family: var(--gv-font);
        font-size: var(--gv-text-s);
        font-weight: 400;
        letter-spacing: 0;
        color: var(--gv-ink-soft);
      }
      input,
      select {
        min-height: var(--gv-target);
        padding-inline: var(--gv-space-3);
        border: 1px solid var(--gv-line);
        border-radius: 999px;
        background: var(--gv-surface);
      }
      input {
        flex: 1 1 10rem;
        min-width: 0;
        max-width: 18rem;
      }
      input::placeholder {
        color: var(--gv-ink-soft);
      }
      select {
        font-weight: 600;
        cursor: pointer;
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      option {
        color: var(--gv-ink);
        background: var(--gv-surface);
      }
    `,
  ]

  /** The show's feed: another show is listed anew, all of it. */
  declare of: string
  /** As the feed has them, the newest first. Given anew when one of them changes. */
  declare episodes: readonly EpisodeView[]
  declare order: EpisodeOrder
  declare choice: EpisodeChoice
  declare words: string
  /** What draws long lists is here, and was needed. */
  declare isLong: boolean
  /** Rows that are drawn so far, from the first on. */
  declare begun: number
  #rows: readonly Row[] = []
  /** Resolves once the long list is drawn; undefined where there is none. */
  #drawn: Promise<void> | undefined
  #filter: typeof import('../episode-filter.ts').listedEpisodes | undefined
  readonly #approach = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void this.#long()
    },
    { rootMargin: `0px 0px ${NEAR}` },
  )

  constructor() {
    super()
    this.of = ''
    this.episodes = []
    this.order = 'newest'
    this.choice = 'all'
    this.words = ''
    this.isLong = false
    this.begun = WITH_A_FRAME
  }

  /** The row at the top, to come back to it. */
  get place(): RowPlace | undefined {
    return this.#list()?.place
  }

  async restore(place: RowPlace): Promise<void> {
    await this.#long()
    await this.#list()?.restore(place)
  }

  /** Brings an episode to the top of the screen. @param headroom pixels that something else covers there */
  async show(guid: string, headroom = 0): Promise<void> {
    await this.#long()
    const index = this.#rows.findIndex(({ key }) => key === guid)
    if (index !== -1) await this.#list()?.scrollToRow(index, headroom)
  }

  /** What stands above is drawn first. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await afterFrame()
    super.scheduleUpdate()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('of')) {
      this.order = 'newest'
      this.choice = 'all'
      this.words = ''
      this.isLong = false
      this.begun = WITH_A_FRAME
      this.#drawn = undefined
    }
    const { order, choice, words } = this
    const before = new Map(this.#rows.map((row) => [row.key, row as EpisodeRow]))
    // Rows whose episode is the same are the same rows: they need not be drawn again.
    const isAll = order === 'newest' && choice === 'all' && words === ''
    if (!isAll && this.#filter === undefined) void this.#loadFilter()
    const listed = isAll ? this.episodes : (this.#filter?.(this.episodes, { order, choice, words }) ?? this.episodes)
    this.#rows = listed.map((episode) => {
      const known = before.get(episode.guid)
      return known?.episode === episode ? known : new EpisodeRow(episode)
    })
  }

  protected override render() {
    const { length } = this.episodes
    return html`<div class="head">
        <h2>${msg('Episodes')} <small>${numberWords(length)}</small></h2>
        ${length > FEW ? this.#renderWays() : nothing}
      </div>
      ${this.#rows.length === 0 && length > 0 ? html`<p role="status">${msg('No episode is like that.')}</p>` : nothing}
      ${this.isLong ? this.#renderLong() : this.#renderShort()}`
  }

  #renderLong() {
    return html`<gv-virtual-list .rows=${this.#rows} .label=${msg('Episodes')} estimate="136"></gv-virtual-list>`
  }

  #renderShort() {
    const { length } = this.#rows
    const items = this.#rows
      .slice(0, Math.min(this.begun, this.#due))
      .map((row, index) => html`<li aria-setsize=${length} aria-posinset=${index + 1}>${row.render()}</li>`)
    return html`<ol role="list" aria-label=${msg('Episodes')} @keydown=${this.#onKey}>${items}</ol>
      ${length > MOST_AT_ONCE && this.begun >= this.#due ? html`<div class="end"></div>` : nothing}`
  }

  #renderWays() {
    const choices: readonly (readonly [EpisodeChoice, string])[] = [
      ['all', msg('All')],
      ['unheard', msg('Not heard')],
      ['begun', msg('Begun')],
      ['kept', msg('Kept')],
    ]
    return html`<input type="search" dir="auto" aria-label=${msg('Find an episode')} placeholder=${msg('Find an episode')} .value=${this.words}
        @input=${(event: Event) => {
          this.words = (event.target as HTMLInputElement).value
        }}>
      <select aria-label=${msg('Which episodes')} @change=${(event: Event) => {
        this.choice = (event.target as HTMLSelectElement).value as EpisodeChoice
      }}>${choices.map(([value, words]) => html`<option value=${value}>${words}</option>`)}</select>
      <select aria-label=${msg('Order')} @change=${(event: Event) => {
        this.order = (event.target as HTMLSelectElement).value as EpisodeOrder
      }}><option value="newest">${msg('Newest first')}</option><option value="oldest">${msg('Oldest first')}</option></select>`
  }

  /** Rows that are to be drawn before a long list is needed. */
  get #due(): number {
    const { length } = this.#rows
    return length > MOST_AT_ONCE ? FIRST_OF_MANY : length
  }

  protected override updated(): void {
    if (!this.isLong && this.begun < this.#due) void this.#goOn()
    const end = this.renderRoot.querySelector('.end')
    this.#approach.disconnect()
    if (end !== null) this.#approach.observe(end)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#approach.disconnect()
  }

  async #goOn(): Promise<void> {
    const { begun } = this
    await afterFrame()
    // Otherwise another show begins anew.
    if (this.begun === begun) this.begun += WITH_A_FRAME
  }

  async #loadFilter(): Promise<void> {
    const code = await import('../episode-filter.ts').catch(() => undefined)
    // Without it all of them stand there, and the next letter tries again.
    if (code === undefined) return
    this.#filter = code.listedEpisodes
    this.requestUpdate()
  }

  /** What draws long lists, and knows its way in short ones, too. */
  async #long(): Promise<void> {
    await this.updateComplete
    this.#drawn ??= this.#loadLong()
    await this.#drawn
  }

  async #loadLong(): Promise<void> {
    const { of } = this
    try {
      const { standingAmongFirst, takeOver } = await import('./long-list.ts')
      if (of !== this.of) return
      const standing = standingAmongFirst(this.renderRoot, (index) => this.#rows[index]?.key)
      this.isLong = true
      await this.updateComplete
      const list = this.#list()
      if (list !== null) await takeOver(list, standing)
    } catch {
      // The first of them are there; who comes near their end again tries again.
      this.#drawn = undefined
    }
  }

  /** Keys walk through the rows as in the long list, which knows how. */
  async #onKey(event: KeyboardEvent): Promise<void> {
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
    if (event.defaultPrevented || !isPlain || !WALKING.has(event.key)) return
    event.preventDefault()
    await this.#long()
    this.#list()?.press(event.key)
  }

  #list(): GvVirtualList | null {
    return this.renderRoot.querySelector('gv-virtual-list')
  }
}

class EpisodeRow implements Row {
  readonly episode: EpisodeView

  constructor(episode: EpisodeView) {
    this.episode = episode
  }

  get key(): string {
    return this.episode.guid
  }

  render() {
    return html`<gv-episode-row vine .episode=${this.episode}></gv-episode-row>`
  }
}

customElements.define('gv-show-episodes', GvShowEpisodes)

declare global {
  interface HTMLElementTagNameMap {
    'gv-show-episodes': GvShowEpisodes
  }
}
