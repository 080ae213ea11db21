/**
 * <gv-swarm-picture>: the swarm, live: the episode as a strip of pieces that fill as they arrive, the listeners around you, and
 * what flows between you.
 *
 * A canvas: dozens of dots that move at once are its work, and a page that draws nothing else stays smooth. It draws only while it is
 * seen and something moves; with reduced motion it draws what is, as lines of a width. Everything it shows is also there in words,
 * for whoever wants them. Loaded when it is first opened.
 */
import { msg, str } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import type { SessionSnapshot } from '../../peer/types.ts'
import { megabits, percent } from '../data-words.ts'
import { lineWords, meterShares } from '../meter-words.ts'
import { pieceColumns } from '../piece-columns.ts'
import { PieceGlow } from '../piece-glow.ts'
import { PieceSparks } from '../piece-sparks.ts'
import { plural } from '../plural.ts'
import { SourcePace } from '../source-pace.ts'
import { layoutPicture } from '../swarm-picture-layout.ts'
import { SwarmMotion } from '../swarm-picture-motion.ts'
import { flowFigures, flowLine, flowSum, pictureSummary, unseen } from '../swarm-words.ts'
import { baseStyles } from './base-styles.ts'
import { type Box, COLUMN_WITH_GAP, paintPieces, type SourcePaints, sourcePaints } from './paint-pieces.ts'
import { paintSwarm, SWARM_TOKENS, type SwarmColours, type SwarmScene } from './paint-swarm.ts'
import { sourceStyles } from './source-styles.ts'
import { pictureStyles } from './swarm-picture-styles.ts'
import { TokenColours, tokenColourStyles } from './token-colours.ts'
import { WhileSeen } from './while-seen.ts'

/** Words that stand still long enough to be read, or read aloud. */
const WORDS_EVERY_MS = 5_000
/** A frame that comes later than this says that the page stood still: nothing jumps. */
const LONGEST_FRAME_SECONDS = 0.1
/** Sharper than this is seen by nobody and costs four times as much. */
const MOST_RATIO = 2

export class GvSwarmPicture extends LitElement {
  static override properties = { snapshot: { attribute: false }, said: { state: true } }
  static override styles = [baseStyles, sourceStyles, pictureStyles, tokenColourStyles]

  declare snapshot: SessionSnapshot | undefined
  /** The snapshot that the words tell of: seldom a new one. */
  declare said: SessionSnapshot | undefined
  readonly #motion = new SwarmMotion()
  readonly #glow = new PieceGlow()
  readonly #sparks = new PieceSparks()
  readonly #hostPace = new SourcePace()
  readonly #reduced = matchMedia('(prefers-reduced-motion: reduce)')
  readonly #colours = new TokenColours(this, SWARM_TOKENS, () => this.#look())
  readonly #seen = new WhileSeen(this, () => this.#look())
  readonly #strip = document.createElement('canvas')
  readonly #relook = () => this.#look()
  #resize: ResizeObserver | undefined
  #paints: { readonly colours: SwarmColours; readonly ratio: number; readonly paints: SourcePaints } | undefined
  #scene: SwarmScene | undefined
  #saidAtMs = Number.NEGATIVE_INFINITY
  #frame: number | undefined
  #lastFrameMs = 0

  override connectedCallback(): void {
    super.connectedCallback()
    this.#resize = new ResizeObserver(this.#relook)
    this.#resize.observe(this)
    this.#reduced.addEventListener('change', this.#relook)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#resize?.disconnect()
    this.#reduced.removeEventListener('change', this.#relook)
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame)
    this.#frame = undefined
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('snapshot')) return
    const now = performance.now()
    if (this.said !== undefined && now - this.#saidAtMs < WORDS_EVERY_MS) return
    this.#saidAtMs = now
    this.said = this.snapshot
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('snapshot')) this.#look()
  }

  protected override render() {
    const { said, snapshot } = this
    return html`<div class="head">
        ${snapshot === undefined ? nothing : this.#renderHead(snapshot)}
      </div>
      <canvas role="img" aria-label=${said === undefined ? msg('The listeners around you') : pictureSummary(said)}></canvas>
      ${this.#renderLegend()}
      <details>
        <summary>${msg('In words')}</summary>
        ${said === undefined ? nothing : this.#renderWords(said)}
      </details>`
  }

  #renderHead(snapshot: SessionSnapshot) {
    const { flows, meter } = snapshot
    const arrived = meter.fromPeersBytes + meter.fromOriginBytes + meter.fromCacheBytes
    const { incoming, outgoing } = flowSum(flows)
    return html`<p class="lead">
        ${
          meter.fromPeersBytes > 0
            ? html`<strong>${percent(meter.fromPeersBytes / arrived)}</strong> ${msg('from other listeners')}`
            : lineWords(snapshot)
        }
      </p>
      ${
        flows.length === 0
          ? nothing
          : html`<p class="rates">
              <span>${plural(flows.length, msg('one {# listener around you} other {# listeners around you}'))}</span>
              <span>↓ ${msg(str`${megabits(incoming)} to you`)}</span>
              <span>↑ ${msg(str`${megabits(outgoing)} from you`)}</span>
            </p>`
      }`
  }

  #renderLegend() {
    return html`<ul class="legend">
      <li><i class="swatch from-peers"></i>${msg('from listeners')}</li>
      <li><i class="swatch from-host"></i>${msg('from the host')}</li>
      <li><i class="swatch from-cache"></i>${msg('was in this browser')}</li>
      <li><i class="swatch low missing"></i>${msg('not here yet')}</li>
      <li><i class="dot full"></i>${msg('comes to you')}</li>
      <li><i class="dot hollow"></i>${msg('goes from you')}</li>
      <li><i class="ring"></i>${msg('how much it has')}</li>
      <li><i class="leaf"></i>${msg('has all of it')}</li>
      <li>${msg('Figures: Mbit/s')}</li>
    </ul>`
  }

  #renderWords(said: SessionSnapshot) {
    const more = unseen(said.flows)
    return html`<p>${pictureSummary(said)}</p>
      ${
        said.flows.length === 0
          ? nothing
          : html`<ul class="flows">${said.flows.map((flow) => html`<li>${flowLine(flow)}</li>`)}</ul>`
      }
      ${more === 0 ? nothing : html`<p>${plural(more, msg('one {# of them is not in the picture.} other {# of them are not in the picture.}'))}</p>`}`
  }

  /** Something may be different: shown at once, and moved on from there. */
  #look(): void {
    if (!this.#seen.now || this.snapshot === undefined) return
    const canvas = this.renderRoot.querySelector('canvas')
    if (canvas === null || canvas.clientWidth === 0) return
    this.#scene = this.#makeScene(canvas, this.snapshot)
    this.#frame ??= requestAnimationFrame((now) => this.#draw(now))
  }

  #makeScene(canvas: HTMLCanvasElement, { flows, lengthBytes, meter, pieces }: SessionSnapshot): SwarmScene {
    const { clientHeight: height, clientWidth: width } = canvas
    const layout = layoutPicture(width, height, flows.length)
    const still = this.#reduced.matches
    const hostRate = this.#hostPace.look(meter.fromOriginBytes, performance.now())
    this.#motion.show(flows, layout, hostRate, !still)
    const came = this.#glow.show(pieces)
    if (still) this.#glow.advance(Number.POSITIVE_INFINITY)
    else this.#sparks.add(came, pieces)
    const columns = pieceColumns(pieces, layout.strip.width / COLUMN_WITH_GAP)
    const { peers, origin, cache } = meterShares(meter, lengthBytes)
    const { colours, paints, ratio } = this.#paintsFor(canvas)
    this.#paintStrip(columns, layout.strip, paints, ratio)
    const figures = flows.map((flow) => [flow.id, flowFigures(flow.receiveBytesPerSecond, flow.giveBytesPerSecond)])
    return {
      layout,
      motion: this.#motion,
      sparks: this.#sparks,
      glow: this.#glow,
      strip: this.#strip,
      columns,
      brightness: new Float32Array(columns.length),
      shares: [peers, origin, cache],
      youLabel: msg('You'),
      hostLabel: msg('The host'),
      hostFigures: flowFigures(hostRate, 0),
      figures: new Map(figures as [string, string][]),
      fontFamily: getComputedStyle(canvas).fontFamily,
      colours,
      paints,
      still,
    }
  }

  #paintStrip(columns: Uint8Array, { height, width }: Box, paints: SourcePaints, ratio: number): void {
    const context = this.#strip.getContext('2d')
    this.#strip.width = Math.max(1, Math.round(width * ratio))
    this.#strip.height = Math.round(height * ratio)
    context?.scale(ratio, ratio)
    if (context !== null) paintPieces(context, columns, { x: 0, y: 0, width, height }, paints)
  }

  #paintsFor(canvas: HTMLCanvasElement) {
    const colours = this.#colours.all
    const ratio = Math.min(MOST_RATIO, devicePixelRatio || 1)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('this browser gives no canvas to draw on')
    if (this.#paints?.colours !== colours || this.#paints.ratio !== ratio) {
      this.#paints = { colours, ratio, paints: sourcePaints(context, colours, ratio) }
    }
    const width = Math.round(canvas.clientWidth * ratio)
    const height = Math.round(canvas.clientHeight * ratio)
    // Setting a size clears a canvas, also when it is the same.
    if (canvas.width !== width) canvas.width = width
    if (canvas.height !== height) canvas.height = height
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    return this.#paints
  }

  #draw(nowMs: number): void {
    this.#frame = undefined
    const context = this.renderRoot.querySelector('canvas')?.getContext('2d')
    if (this.#scene === undefined || context === null || context === undefined || !this.#seen.now) return
    const seconds = Math.min(LONGEST_FRAME_SECONDS, Math.max(0, (nowMs - this.#lastFrameMs) / 1000))
    this.#lastFrameMs = nowMs
    this.#motion.advance(seconds)
    this.#glow.advance(seconds)
    this.#sparks.advance(seconds)
    paintSwarm(context, this.#scene)
    const moves = this.#motion.moving || this.#glow.glowing || this.#sparks.all.length > 0
    if (moves) this.#frame = requestAnimationFrame((now) => this.#draw(now))
  }
}

customElements.define('gv-swarm-picture', GvSwarmPicture)

declare global {
  interface HTMLElementTagNameMap {
    'gv-swarm-picture': GvSwarmPicture
  }
}
