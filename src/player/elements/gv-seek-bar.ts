/**
 * <gv-seek-bar>: where playback is, and the way to go elsewhere.
 *
 * A native range input, spoken in words; chapters, what is buffered and what is held are painted behind it. Dragging only shows
 * where it would go; letting go asks for it. A waveform may be put behind it: `<gv-waveform slot="waveform">`, over the full
 * length of the timeline. Where one is on its way, set `has-waveform` at once, so that nothing jumps when it comes.
 */
import { msg, str } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import type { Chapter } from '../../feed/types.ts'
import { SeekRequest } from '../player-requests.ts'
import { initialPlayerState, type PlayerState } from '../player-state.ts'
import { clockTime, spokenPosition } from '../time-words.ts'
import type { ChapterStretch, HeldStretch } from '../timeline.ts'
import { baseStyles } from './base-styles.ts'
import { seekBarStyles } from './seek-bar-styles.ts'
import { styled } from './styled.ts'

/** One arrow key; page keys go a tenth, as browsers do it. */
const ARROW_SECONDS = 5
/** CSS pixels between two chapters. */
const CUT = 3

export class GvSeekBar extends LitElement {
  static override properties = {
    state: { attribute: false },
    pieces: { attribute: false },
    chapters: { attribute: false },
    hasWaveform: { type: Boolean, attribute: 'has-waveform', reflect: true },
    dragged: { state: true },
    pointed: { state: true },
    timeline: { state: true },
  }
  static override styles = [baseStyles, seekBarStyles]

  declare state: PlayerState
  declare pieces: Uint8Array
  declare chapters: readonly Chapter[]
  declare hasWaveform: boolean
  /** Seconds: where the thumb is held, before it is let go. */
  declare dragged: number | undefined
  /** Seconds: where the mouse is. */
  declare pointed: number | undefined
  /** What cuts the bar into chapters and what is held: loaded once there is either. */
  declare timeline: typeof import('../timeline.ts') | undefined

  #stretches: readonly ChapterStretch[] = []
  #held: readonly HeldStretch[] = []

  constructor() {
    super()
    this.state = initialPlayerState
    this.pieces = new Uint8Array(0)
    this.chapters = []
    this.hasWaveform = false
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('state')
    const longer = before !== undefined && before.durationSeconds !== this.state.durationSeconds
    const { timeline } = this
    if (timeline === undefined) {
      const { paused, currentTimeSeconds } = this.state
      // Before anybody wants to hear, the bar is whole.
      const isUsed = !paused || currentTimeSeconds > 0 || this.pointed !== undefined
      if (isUsed && (this.chapters.length > 0 || this.pieces.length > 0)) void this.#loadTimeline()
      return
    }
    const isNew = changed.has('timeline')
    if (changed.has('chapters') || longer || isNew) {
      this.#stretches = timeline.chapterStretches(this.chapters, this.state.durationSeconds)
    }
    if (changed.has('pieces') || isNew) this.#held = timeline.heldStretches(this.pieces)
  }

  protected override render() {
    const { durationSeconds } = this.state
    const duration = this.#duration
    const at = Math.min(this.dragged ?? this.state.currentTimeSeconds, duration ?? Number.POSITIVE_INFINITY)
    const shown = this.dragged ?? this.pointed
    return html`
      <div class="bar" @pointermove=${this.#point} @pointerleave=${this.#leave}>
        <slot name="waveform" @slotchange=${this.#slotted}></slot>
        <div class="rail">
          <div class="track" ${styled({ '--cut': cut(this.#stretches) })}>
            ${duration === undefined ? nothing : this.#renderLayers(duration, at, shown)}
          </div>
        </div>
        <input type="range" aria-label=${msg('Seek')} min="0" .max=${String(Math.ceil(duration ?? 0))} step="1"
          .value=${String(Math.floor(at))} aria-valuetext=${this.#spoken(at, durationSeconds)} ?disabled=${duration === undefined}
          @input=${this.#drag} @change=${this.#letGo} @keydown=${this.#key}>
        ${duration === undefined || shown === undefined ? nothing : this.#renderTip(shown, duration)}
      </div>
      <div class="times" aria-hidden="true">
        <span><span class="now">${clockTime(at)}</span>${duration === undefined ? '' : ` / ${clockTime(duration)}`}</span>
        <span>${duration === undefined ? '' : `−${clockTime(duration - at)}`}</span>
      </div>
    `
  }

  #renderLayers(duration: number, at: number, shown: number | undefined) {
    const { buffered } = this.state
    const share = (seconds: number) => Math.min(1, seconds / duration)
    const layer = (kind: string, from: number, to: number) =>
      html`<i class=${kind} ${styled({ '--from': String(from), '--to': String(to) })}></i>`
    const pointed = this.#stretches.find(
      ({ from, to }) => shown !== undefined && from <= share(shown) && share(shown) < to,
    )
    return html`<div class="layers">
      ${this.#held.map(({ from, to, cached }) => layer(cached ? 'cached' : 'held', from, to))}
      ${buffered.map(({ startSeconds, endSeconds }) => layer('buffered', share(startSeconds), share(endSeconds)))}
      ${layer('played', 0, share(at))}
      ${pointed === undefined ? nothing : layer('pointed', pointed.from, pointed.to)}
    </div>`
  }

  #renderTip(seconds: number, duration: number) {
    const title = this.#titleAt(seconds)
    return html`<div class="tip" aria-hidden="true" ${styled({ '--at': String(seconds / duration) })}>
      <b>${clockTime(seconds)}</b>${title === '' ? nothing : html`<span dir="auto">${title}</span>`}
    </div>`
  }

  #titleAt(seconds: number): string {
    return this.timeline?.chapterTitleAt(this.chapters, seconds) ?? ''
  }

  /** Without it the bar is whole. */
  async #loadTimeline(): Promise<void> {
    this.timeline ??= await import('../timeline.ts').catch(() => undefined)
  }

  get #duration(): number | undefined {
    const { durationSeconds } = this.state
    return Number.isFinite(durationSeconds) && durationSeconds > 0 ? durationSeconds : undefined
  }

  #spoken(at: number, durationSeconds: number): string {
    const position = spokenPosition(at, durationSeconds)
    const title = this.#titleAt(at)
    return title === '' ? position : msg(str`${position}, chapter: ${title}`)
  }

  #drag(event: Event): void {
    this.dragged = (event.target as HTMLInputElement).valueAsNumber
  }

  #letGo(event: Event): void {
    this.dragged = undefined
    this.dispatchEvent(new SeekRequest((event.target as HTMLInputElement).valueAsNumber))
  }

  #key(event: KeyboardEvent): void {
    const back = event.key === 'ArrowLeft' || event.key === 'ArrowDown'
    const forward = event.key === 'ArrowRight' || event.key === 'ArrowUp'
    if (!(back || forward) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    this.dispatchEvent(new SeekRequest(this.state.currentTimeSeconds + (back ? -ARROW_SECONDS : ARROW_SECONDS)))
  }

  #point(event: PointerEvent): void {
    const rail = this.renderRoot.querySelector('.rail')?.getBoundingClientRect()
    const duration = this.#duration
    // A finger is no pointer to look with: it is there only while it drags.
    if (rail === undefined || duration === undefined || event.pointerType === 'touch') return
    const share = (event.clientX - rail.left) / rail.width
    this.pointed = Math.min(1, Math.max(0, share)) * duration
  }

  #leave(): void {
    this.pointed = undefined
  }

  #slotted(event: Event): void {
    const [waveform] = (event.target as HTMLSlotElement).assignedElements()
    if (waveform !== undefined) this.hasWaveform = true
  }
}

/** Cuts gaps into the rail where chapters meet; `none` where there is nothing to cut. */
function cut(stretches: readonly ChapterStretch[]): string {
  if (stretches.length < 2) return 'none'
  const gaps = stretches.slice(1).map(({ from }) => {
    const middle = `(var(--thumb) / 2 + (100% - var(--thumb)) * ${from})`
    const [start, end] = [`calc(${middle} - ${CUT / 2}px)`, `calc(${middle} + ${CUT / 2}px)`]
    return `#000 ${start}, transparent ${start} ${end}, #000 ${end}`
  })
  return `linear-gradient(to right, ${gaps.join(', ')})`
}

customElements.define('gv-seek-bar', GvSeekBar)

declare global {
  interface HTMLElementTagNameMap {
    'gv-seek-bar': GvSeekBar
  }
}
