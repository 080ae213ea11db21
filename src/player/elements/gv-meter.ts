/**
 * <gv-meter>: where this episode's bytes came from, live: listeners, the host, this browser; and what was given.
 *
 * The exact bytes are also on the element as `data-from-peers`, `data-from-host`, `data-from-cache` and `data-given`, and the
 * connected peers as `data-peers`, for pages and tests that want to read them.
 */
import { html, LitElement, type PropertyValues } from 'lit'
import type { SessionSnapshot } from '../../peer/types.ts'
import { lineWords, megabytes, meterSentence, meterShares } from '../meter-words.ts'
import { baseStyles } from './base-styles.ts'
import './gv-piece-strip.ts'
import { meterStyles } from './meter-styles.ts'

export class GvMeter extends LitElement {
  static override properties = { snapshot: { attribute: false } }
  static override styles = [baseStyles, meterStyles]

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
    const meter = snapshot?.meter ?? { fromPeersBytes: 0, fromOriginBytes: 0, fromCacheBytes: 0, givenBytes: 0 }
    const shares = meterShares(meter, snapshot?.lengthBytes ?? 0)
    const percent = (share: number) => `${(share * 100).toFixed(2)}%`
    return html`<div role="group" aria-labelledby="title">
      <h3 id="title">Where this episode came from</h3>
      <p class="sentence">${snapshot === undefined || snapshot.mode === 'plain' ? '' : meterSentence(meter)}</p>
      <div class="bar" aria-hidden="true">
        <div class="peers" style="width:${percent(shares.peers)}"></div>
        <div class="host" style="width:${percent(shares.origin)}"></div>
        <div class="cache" style="width:${percent(shares.cache)}"></div>
      </div>
      <dl>
        ${this.#renderFigure('peers', 'Listeners', meter.fromPeersBytes)}
        ${this.#renderFigure('host', 'The host', meter.fromOriginBytes)}
        ${this.#renderFigure('cache', 'This browser', meter.fromCacheBytes)}
        ${this.#renderFigure('given', 'You gave', meter.givenBytes)}
      </dl>
      <div class="strip"><gv-piece-strip .pieces=${snapshot?.pieces ?? new Uint8Array(0)}></gv-piece-strip></div>
      <p class="line">${snapshot === undefined ? '' : lineWords(snapshot)}</p>
    </div>`
  }

  #renderFigure(source: 'peers' | 'host' | 'cache' | 'given', label: string, bytes: number) {
    return html`<div class=${source}><dt>${label}</dt><dd>${megabytes(bytes)}</dd></div>`
  }
}

customElements.define('gv-meter', GvMeter)
