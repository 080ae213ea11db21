/**
 * <gv-meter>: where this episode's bytes came from, live: listeners, the host, this browser; and what was given.
 *
 * The exact bytes are also on the element as `data-from-peers`, `data-from-host`, `data-from-cache` and `data-given`, and the
 * connected peers as `data-peers`, for pages and tests that want to read them. An episode that plays plain is not metered: then it
 * says why, and shows no empty scales.
 */
import { msg } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import type { SessionSnapshot, TransferMeter } from '../../peer/types.ts'
import { megabytes } from '../data-words.ts'
import { lineWords, meterSentence, meterShares } from '../meter-words.ts'
import { baseStyles } from './base-styles.ts'
import './gv-allowance.ts'
import './gv-piece-strip.ts'
import { meterStyles } from './meter-styles.ts'
import { sourceStyles } from './source-styles.ts'
import { styled } from './styled.ts'

const NOTHING_YET: TransferMeter = { fromPeersBytes: 0, fromOriginBytes: 0, fromCacheBytes: 0, givenBytes: 0 }
const NO_PIECES = new Uint8Array(0)

export class GvMeter extends LitElement {
  static override properties = { snapshot: { attribute: false } }
  static override styles = [baseStyles, sourceStyles, meterStyles]

  declare snapshot: SessionSnapshot | undefined

  protected override updated(_changed: PropertyValues): void {
    const meter = this.snapshot?.meter
    this.dataset.fromPeers = String(meter?.fromPeersBytes ?? 0)
    this.dataset.fromHost = String(meter?.fromOriginBytes ?? 0)
    this.dataset.fromCache = String(meter?.fromCacheBytes ?? 0)
    this.dataset.given = String(meter?.givenBytes ?? 0)
    this.dataset.peers = String(this.snapshot?.peers ?? 0)
  }

  protected override render() {
    const { snapshot } = this
    const isPlain = snapshot?.mode === 'plain'
    return html`<div role="group" aria-labelledby="title">
      <h3 id="title">${msg('Where this episode came from')}</h3>
      ${isPlain ? nothing : this.#renderScales(snapshot)}
      <p class="line">${snapshot === undefined ? '' : lineWords(snapshot)}</p>
      <gv-allowance .allowance=${snapshot?.sharing === 'off' ? undefined : snapshot?.allowance}></gv-allowance>
    </div>`
  }

  #renderScales(snapshot: SessionSnapshot | undefined) {
    const meter = snapshot?.meter ?? NOTHING_YET
    const shares = meterShares(meter, snapshot?.lengthBytes ?? 0)
    const part = (share: number) => styled({ 'inline-size': `${(share * 100).toFixed(2)}%` })
    return html`<p class="sentence">${snapshot === undefined ? '' : meterSentence(meter)}</p>
      <div class="bar" aria-hidden="true">
        <div class="from-peers" ${part(shares.peers)}></div>
        <div class="from-host" ${part(shares.origin)}></div>
        <div class="from-cache" ${part(shares.cache)}></div>
      </div>
      <dl>
        ${this.#renderFigure('from-peers', msg('Listeners'), meter.fromPeersBytes)}
        ${this.#renderFigure('from-host', msg('The host'), meter.fromOriginBytes)}
        ${this.#renderFigure('from-cache', msg('This browser'), meter.fromCacheBytes)}
        ${this.#renderFigure('given', msg('You gave'), meter.givenBytes)}
      </dl>
      <div class="strip"><gv-piece-strip .pieces=${snapshot?.pieces ?? NO_PIECES}></gv-piece-strip></div>`
  }

  #renderFigure(source: 'from-peers' | 'from-host' | 'from-cache' | 'given', label: string, bytes: number) {
    return html`<div><dt><i class=${source}></i>${label}</dt><dd>${megabytes(bytes)}</dd></div>`
  }
}

customElements.define('gv-meter', GvMeter)

declare global {
  interface HTMLElementTagNameMap {
    'gv-meter': GvMeter
  }
}
