/**
 * <gv-queue>: what plays next, in an order that can be changed: by buttons, and by dragging a row at its grip.
 *
 * It asks with `gv-queue-request` (move, remove, clear) and `gv-episode-request` (play this), and shows the entries that come
 * back down. What a wish came to is said once it is there, and the focus stays with the row that was moved.
 */
import { msg, str } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { listFormat } from '../locale.ts'
import { EpisodeRequest } from '../player-requests.ts'
import { plural } from '../plural.ts'
import type { Queue, QueueEntry } from '../queue.ts'
import { QueueRequest } from '../queue-requests.ts'
import { shortDuration } from '../time-words.ts'
import { baseStyles } from './base-styles.ts'
import { clampStyles } from './clamp-styles.ts'
import { DraggedRow } from './dragged-row.ts'
import './gv-cover.ts'
import { downIcon, gripIcon, removeIcon, upIcon } from './queue-icons.ts'
import { queueStyles } from './queue-styles.ts'
import { rowNameStyles } from './row-name-styles.ts'
import { styled } from './styled.ts'

/** A wish that was sent, until the entries changed. */
interface Asked {
  readonly what: 'up' | 'down' | 'drag' | 'remove' | 'clear'
  readonly entry?: QueueEntry
  readonly index: number
}

export class GvQueue extends LitElement {
  static override properties = {
    entries: { attribute: false },
    current: {},
    language: {},
    ofPage: { type: Boolean },
    dragged: { state: true },
    said: { state: true },
  }
  static override styles = [baseStyles, clampStyles, rowNameStyles, queueStyles]

  declare entries: Queue
  /** Id of the episode in the player; it may stand in the queue or not. */
  declare current: string | undefined
  /** Of the titles, BCP 47. */
  declare language: string | undefined
  /** It is a page's main part: its heading comes right below the page's own. */
  declare ofPage: boolean
  declare dragged: DraggedRow | undefined
  declare said: string
  #asked: Asked | undefined

  constructor() {
    super()
    this.entries = []
    this.said = ''
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('entries')) return
    // The rows are no longer where they were measured.
    this.dragged = undefined
    if (this.#asked !== undefined) this.said = this.#outcome(this.#asked)
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('entries') || this.#asked === undefined) return
    const asked = this.#asked
    this.#asked = undefined
    this.#focusAfter(asked)
  }

  protected override render() {
    const { length } = this.entries
    return html`<div role="group" aria-labelledby="title">
      <header>
        ${
          this.ofPage
            ? html`<h2 id="title" tabindex="-1">${msg('Up next')}</h2>`
            : html`<h3 id="title" tabindex="-1">${msg('Up next')}</h3>`
        }
        ${length === 0 ? nothing : html`<p class="sum">${this.#sum()}</p>`}
        ${length < 2 ? nothing : html`<button class="clear" aria-label=${msg('Clear the queue')} @click=${this.#clear}>${msg('Clear')}</button>`}
      </header>
      ${length === 0 ? this.#renderEmpty() : this.#renderList()}
      <p class="spoken" role="status">${this.said}</p>
    </div>`
  }

  #renderEmpty() {
    return html`<div class="empty">
      <p>${msg('Nothing is waiting.')}</p>
      <p>${msg('Episodes that you add to the queue stand here, and play one after the other.')}</p>
    </div>`
  }

  #renderList() {
    return html`<ol role="list" ?data-dragging=${this.dragged !== undefined}>
      ${repeat(
        this.entries,
        ({ id }) => id,
        (entry, index) => this.#renderEntry(entry, index),
      )}
    </ol>`
  }

  #renderEntry(entry: QueueEntry, index: number) {
    const { title } = entry
    const isCurrent = entry.id === this.current
    const { dragged } = this
    return html`<li ?data-current=${isCurrent} ?data-dragged=${dragged?.index === index}
      ${styled({ '--shift': dragged?.shiftOf(index) })}>
      <span class="grip" aria-hidden="true" @pointerdown=${(event: PointerEvent) => this.#lift(event, index)}
        @pointermove=${this.#drag} @pointerup=${this.#drop} @pointercancel=${this.#letGo}>${gripIcon}</span>
      <gv-cover .src=${entry.imageUrl}></gv-cover>
      <button class="title name" lang=${this.language ?? nothing} aria-current=${isCurrent ? 'true' : nothing}
        @click=${() => this.dispatchEvent(new EpisodeRequest(entry.id))}><span class="clamp" dir="auto">${title}</span></button>
      <p class="facts">${isCurrent ? html`<b>${msg('In the player')}</b>` : nothing}<span>${shortDuration(entry.durationSeconds)}</span></p>
      <div class="moves">
        ${this.entries.length < 2 ? nothing : this.#renderMoves(title, index)}
        <button class="move remove" aria-label=${msg(str`Remove from the queue: ${title}`)}
          @click=${() => this.#remove(index)}>${removeIcon}</button>
      </div>
    </li>`
  }

  #renderMoves(title: string, index: number) {
    return html`<button class="move up" aria-label=${msg(str`Move up: ${title}`)} ?disabled=${index === 0}
        @click=${() => this.#move('up', index, index - 1)}>${upIcon}</button>
      <button class="move down" aria-label=${msg(str`Move down: ${title}`)} ?disabled=${index === this.entries.length - 1}
        @click=${() => this.#move('down', index, index + 1)}>${downIcon}</button>`
  }

  #sum(): string {
    const { length } = this.entries
    const seconds = this.entries.reduce((sum, entry) => sum + (entry.durationSeconds ?? 0), 0)
    const parts = [plural(length, msg('one {# episode} other {# episodes}')), shortDuration(seconds)]
    return listFormat({ type: 'unit', style: 'short' }).format(parts.filter((part) => part !== ''))
  }

  #move(what: 'up' | 'down' | 'drag', index: number, toIndex: number): void {
    const entry = this.entries[index]
    if (entry !== undefined)
      this.#ask({ what, entry, index }, new QueueRequest({ kind: 'move', id: entry.id, toIndex }))
  }

  #remove(index: number): void {
    const entry = this.entries[index]
    if (entry !== undefined) {
      this.#ask({ what: 'remove', entry, index }, new QueueRequest({ kind: 'remove', id: entry.id }))
    }
  }

  #clear(): void {
    this.#ask({ what: 'clear', index: 0 }, new QueueRequest({ kind: 'clear' }))
  }

  #ask(asked: Asked, request: QueueRequest): void {
    this.#asked = asked
    this.dispatchEvent(request)
  }

  /** What became of a wish, in words. */
  #outcome({ what, entry }: Asked): string {
    if (entry === undefined) return msg('The queue is empty.')
    const { title, id } = entry
    const place = this.entries.findIndex((it) => it.id === id) + 1
    if (what === 'remove') return place === 0 ? msg(str`Removed from the queue: ${title}.`) : ''
    return place === 0 ? '' : msg(str`${title} is now number ${place} of ${this.entries.length}.`)
  }

  /** The button that was pressed moved with its row, or is gone: the focus goes where the listener would look for it. */
  #focusAfter({ what, entry, index }: Asked): void {
    if (what === 'drag') return
    // The listener may have gone on to something else by now.
    const { activeElement } = document
    if (activeElement !== null && activeElement !== document.body && !this.matches(':focus-within')) return
    const rows = this.#rows()
    const at =
      what === 'remove' ? Math.min(index, rows.length - 1) : this.entries.findIndex(({ id }) => id === entry?.id)
    const buttons = what === 'up' ? ['.up', '.down'] : what === 'down' ? ['.down', '.up'] : ['.remove']
    const button = buttons
      .map((name) => rows[at]?.querySelector<HTMLButtonElement>(name))
      .find((it) => it instanceof HTMLButtonElement && !it.disabled)
    const target = button ?? this.renderRoot.querySelector<HTMLElement>('#title')
    target?.focus()
  }

  #rows(): readonly Element[] {
    return [...this.renderRoot.querySelectorAll('li')]
  }

  #lift(event: PointerEvent, index: number): void {
    if (event.button !== 0 || this.entries.length < 2) return
    event.preventDefault()
    const grip = event.currentTarget as HTMLElement
    grip.setPointerCapture(event.pointerId)
    this.dragged = new DraggedRow(this.#rows(), index, event.clientY)
  }

  #drag(event: PointerEvent): void {
    if (this.dragged === undefined) return
    this.dragged.moveTo(event.clientY)
    this.requestUpdate()
  }

  #drop(): void {
    const { dragged } = this
    this.#letGo()
    if (dragged !== undefined && dragged.toIndex !== dragged.index) this.#move('drag', dragged.index, dragged.toIndex)
  }

  #letGo(): void {
    this.dragged = undefined
  }
}

customElements.define('gv-queue', GvQueue)

declare global {
  interface HTMLElementTagNameMap {
    'gv-queue': GvQueue
  }
}
