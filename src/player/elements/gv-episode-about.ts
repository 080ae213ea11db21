/**
 * <gv-episode-about>: an episode's page but for the player: its name where the player does not say it, what can be done with it, its notes.
 *
 * Notes are fetched once it is drawn, and made readable late (<gv-notes>); their first lines stand there until then.
 */
import { msg } from '@lit/localize'
import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import type { Episode, Show } from '../../feed/types.ts'
import type { EpisodeRef, EpisodeView } from '../views/episode-view.ts'
import { baseStyles } from './base-styles.ts'
import './gv-episode-row.ts'

export class GvEpisodeAbout extends LitElement {
  static override properties = {
    feedUrl: {},
    show: { attribute: false },
    episode: { attribute: false },
    row: { attribute: false },
    inPlayer: { type: Boolean },
    loadNotes: { attribute: false },
    notes: { state: true },
    hasNotes: { state: true },
  }
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gv-space-5);
        color: var(--gv-ink);
      }
      h2 {
        margin: 0 0 var(--gv-space-3);
        font-family: var(--gv-font-title);
        font-size: var(--gv-title);
        font-weight: 600;
        letter-spacing: -0.01em;
      }
      .plain {
        margin: 0;
        max-width: 65ch;
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      gv-episode-row {
        margin-inline: calc(var(--gv-space-3) * -1);
      }
    `,
  ]

  declare feedUrl: string
  declare show: Show | undefined
  declare episode: Episode | undefined
  declare row: EpisodeView | undefined
  declare inPlayer: boolean
  declare loadNotes: ((ref: EpisodeRef, signal: AbortSignal) => Promise<string | undefined>) | undefined
  /** Unsanitised; '' where there are none, undefined while they are on their way. */
  declare notes: string | undefined
  /** What makes them readable is here. */
  declare hasNotes: boolean
  #aborter = new AbortController()
  #of: string | undefined

  constructor() {
    super()
    this.feedUrl = ''
    this.inPlayer = false
    this.hasNotes = false
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#aborter.abort()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { episode, feedUrl } = this
    if (episode === undefined || (!changed.has('episode') && !changed.has('feedUrl'))) return
    const of = `${feedUrl} ${episode.guid}`
    if (of === this.#of) return
    this.#of = of
    this.notes = undefined
    void this.#load({ feedUrl, guid: episode.guid })
  }

  protected override render() {
    const { episode, row, show } = this
    if (episode === undefined || row === undefined) return nothing
    return html`<h1 class="spoken" tabindex="-1" lang=${show?.language ?? nothing}><bdi>${episode.title}</bdi></h1>
      <gv-episode-row .episode=${row} .page=${this.inPlayer ? 'played' : 'alone'}></gv-episode-row>
      <section aria-labelledby="notes"><h2 id="notes">${msg('Notes')}</h2>${this.#renderNotes(episode)}</section>`
  }

  #renderNotes(episode: Episode) {
    if (!this.hasNotes)
      return html`<p class="plain" dir="auto" lang=${this.show?.language ?? nothing}>${episode.summary}</p>`
    return html`<gv-notes .html=${this.notes} .plain=${episode.summary} .base=${episode.link ?? this.show?.link ?? this.feedUrl}
      .link=${episode.link} .durationSeconds=${episode.durationSeconds} .language=${this.show?.language}></gv-notes>`
  }

  async #load(ref: EpisodeRef): Promise<void> {
    this.#aborter.abort()
    this.#aborter = new AbortController()
    const { signal } = this.#aborter
    // Without them the first lines stay.
    const [notes, hasCode] = await Promise.all([
      this.loadNotes?.(ref, signal).catch(() => undefined),
      import('./gv-notes.ts').then(
        () => true,
        () => false,
      ),
    ])
    if (signal.aborted) return
    this.notes = notes ?? ''
    this.hasNotes = hasCode && this.notes !== ''
  }
}

customElements.define('gv-episode-about', GvEpisodeAbout)

declare global {
  interface HTMLElementTagNameMap {
    'gv-episode-about': GvEpisodeAbout
  }
}
