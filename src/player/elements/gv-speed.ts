/**
 * <gv-speed>: how fast to play, in fine steps. A panel of the transport; every change is asked for at once, so one hears it.
 */
import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { RateRequest } from '../player-requests.ts'
import { RATE_PRESETS, RATE_STEP, rateWords, stepRate } from '../rate-steps.ts'
import { clampRate, FASTEST_RATE, rateLabel, SLOWEST_RATE } from '../speed.ts'
import { baseStyles } from './base-styles.ts'
import { panelStyles, rangeStyles } from './panel-styles.ts'
import { styled } from './styled.ts'

export class GvSpeed extends LitElement {
  static override properties = { rate: { type: Number } }
  static override styles = [
    baseStyles,
    panelStyles,
    rangeStyles,
    css`
      .fine {
        display: grid;
        grid-template-columns: var(--gv-target) minmax(0, 1fr) var(--gv-target);
        align-items: center;
        gap: var(--gv-space-2);
        margin-bottom: var(--gv-space-4);
        /* Slower is left, faster is right, as on every dial. */
        direction: ltr;
      }
      .step {
        height: var(--gv-target);
        border: 1px solid var(--gv-line);
        border-radius: 50%;
        font-size: 1.375rem;
        line-height: 1;
      }
      .step:hover {
        border-color: currentcolor;
      }
      .step:disabled {
        opacity: 0.4;
        cursor: default;
      }
    `,
  ]

  /** What plays now; a media element may have been set to more than can be asked for here. */
  declare rate: number

  constructor() {
    super()
    this.rate = 1
  }

  protected override render() {
    const { rate } = this
    const filled = (clampRate(rate) - SLOWEST_RATE) / (FASTEST_RATE - SLOWEST_RATE)
    return html`
      <div class="head"><h3>${msg('Speed')}</h3><span class="value" aria-hidden="true">${rateLabel(rate)}</span></div>
      <div class="fine">
        <button class="step" aria-label=${msg('Slower')} ?disabled=${rate <= SLOWEST_RATE}
          @click=${() => this.#ask(stepRate(this.rate, -1))}>−</button>
        <input type="range" aria-label=${msg('Speed')} min=${SLOWEST_RATE} max=${FASTEST_RATE} step=${RATE_STEP}
          .value=${String(clampRate(rate))} aria-valuetext=${rateWords(rate)} ${styled({ '--filled': `${filled * 100}%` })}
          @input=${this.#slide}>
        <button class="step" aria-label=${msg('Faster')} ?disabled=${rate >= FASTEST_RATE}
          @click=${() => this.#ask(stepRate(this.rate, 1))}>+</button>
      </div>
      <div class="choices" role="group" aria-label=${msg('Usual speeds')}>
        ${RATE_PRESETS.map(
          (preset) => html`<button class="choice" aria-pressed=${preset === rate ? 'true' : 'false'}
            @click=${() => this.#ask(preset)}>${rateLabel(preset)}</button>`,
        )}
      </div>`
  }

  /** Puts the focus where one goes on: on the slider. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus()
  }

  #slide(event: Event): void {
    // The slider adds its steps up in binary: 1.1500000000000001.
    this.#ask(Math.round((event.target as HTMLInputElement).valueAsNumber * 100) / 100)
  }

  #ask(rate: number): void {
    this.dispatchEvent(new RateRequest(rate))
  }
}

customElements.define('gv-speed', GvSpeed)

declare global {
  interface HTMLElementTagNameMap {
    'gv-speed': GvSpeed
  }
}
