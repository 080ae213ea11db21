/**
 * <gv-waveform>: how loud the episode is over time, as bars; what was played in colour, the rest dim.
 *
 * A picture behind the seek bar, nothing to operate and nothing to hear: the range input above it is the control. Keeps its
 * place from the first moment: until the peaks are there it is a plain rail. Always from left to right, as seek bars are.
 * Drawn again only where a device pixel changes.
 */
import { css, html, LitElement, type PropertyValues } from 'lit'
import { waveformColumns } from '../waveform-columns.ts'
import { baseStyles } from './base-styles.ts'

/** CSS pixels: from one bar to the next, and of a bar. */
const PITCH = 4
const BAR = 2.5
const RAIL = 4

export class GvWaveform extends LitElement {
  static override properties = {
    peaks: { attribute: false },
    at: { type: Number },
    duration: { type: Number },
  }
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        block-size: var(--gv-waveform-height, var(--gv-target));
        pointer-events: none;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        /* Not painted by CSS: how the script learns the colours, whatever they are written as. */
        fill: var(--gv-sprig);
        stroke: var(--gv-sleeve-held);
        forced-color-adjust: none;
      }
    `,
  ]

  /** 0 to 255, each for an equal share of the time; `undefined` until they are there. */
  declare peaks: Uint8Array | readonly number[] | undefined
  /** Seconds. */
  declare at: number
  /** Seconds; NaN until known. */
  declare duration: number
  /** Device pixels. */
  #width = 0
  #height = 0
  /** Heights for the width at hand. */
  #columns: Float32Array = new Float32Array(0)
  #drawnTo = -1
  #resize: ResizeObserver | undefined
  #schemes: readonly MediaQueryList[] = []
  readonly #redraw = () => this.#draw()

  constructor() {
    super()
    this.at = 0
    this.duration = Number.NaN
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#schemes = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query))
    for (const scheme of this.#schemes) scheme.addEventListener('change', this.#redraw)
    this.#resize = new ResizeObserver(([entry]) => this.#measure(entry))
    if (this.hasUpdated) this.#observe()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const scheme of this.#schemes) scheme.removeEventListener('change', this.#redraw)
    this.#resize?.disconnect()
  }

  protected override render() {
    return html`<canvas aria-hidden="true"></canvas>`
  }

  protected override firstUpdated(): void {
    this.#observe()
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('peaks')) this.#fit()
    else if (this.#playedTo() !== this.#drawnTo) this.#draw()
  }

  #observe(): void {
    const canvas = this.renderRoot.querySelector('canvas')
    if (canvas === null) return
    try {
      // Also told when the page is zoomed, and exact where a box begins between two pixels.
      this.#resize?.observe(canvas, { box: 'device-pixel-content-box' })
    } catch {
      this.#resize?.observe(canvas)
    }
  }

  #measure(entry: ResizeObserverEntry | undefined): void {
    if (entry === undefined) return
    const exact = entry.devicePixelContentBoxSize?.[0]
    const ratio = devicePixelRatio || 1
    const { width, height } = entry.contentRect
    this.#width = devicePixels(width * ratio, exact?.inlineSize)
    this.#height = devicePixels(height * ratio, exact?.blockSize)
    this.#fit()
  }

  #fit(): void {
    const pitch = Math.max(2, Math.round(PITCH * (devicePixelRatio || 1)))
    this.#columns = waveformColumns(this.peaks ?? [], this.#width / pitch)
    this.#draw()
  }

  /** @returns device pixels from the left */
  #playedTo(): number {
    const share = this.duration > 0 ? Math.min(1, Math.max(0, this.at / this.duration)) : 0
    return Math.round((Number.isFinite(share) ? share : 0) * this.#width)
  }

  #draw(): void {
    const canvas = this.renderRoot.querySelector('canvas')
    const context = canvas?.getContext('2d')
    if (canvas === null || !context) return
    const [width, height, playedTo] = [this.#width, this.#height, this.#playedTo()]
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width
      canvas.height = height
    }
    context.clearRect(0, 0, width, height)
    const { fill, stroke } = getComputedStyle(canvas)
    this.#drawPart(context, 0, playedTo, fill)
    this.#drawPart(context, playedTo, width, stroke)
    this.#drawnTo = playedTo
  }

  #drawPart(context: CanvasRenderingContext2D, from: number, to: number, colour: string): void {
    if (to <= from) return
    context.save()
    context.beginPath()
    context.rect(from, 0, to - from, this.#height)
    context.clip()
    context.beginPath()
    this.#trace(context)
    context.fillStyle = colour
    context.fill()
    context.restore()
  }

  #trace(context: CanvasRenderingContext2D): void {
    const [width, height, columns] = [this.#width, this.#height, this.#columns]
    const ratio = devicePixelRatio || 1
    if (columns.length === 0) {
      const rail = Math.round(RAIL * ratio)
      context.roundRect(0, (height - rail) / 2, width, rail, rail / 2)
      return
    }
    const bar = Math.max(1, Math.round(BAR * ratio))
    columns.forEach((share, column) => {
      const left = Math.round((column * width) / columns.length)
      // Silence is a dot.
      const tall = Math.max(bar, share * height)
      context.roundRect(left, (height - tall) / 2, bar, tall, bar / 2)
    })
  }
}

/** @param exact as the browser says it, which is another matter where a device's pixels are only emulated */
function devicePixels(about: number, exact: number | undefined): number {
  return exact !== undefined && Math.abs(exact - about) < 2 ? exact : Math.round(about)
}

customElements.define('gv-waveform', GvWaveform)
