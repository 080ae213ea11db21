/**
 * <gv-sleep>: when playback is to stop by itself. A panel of the transport, which closes it once something was chosen.
 */
import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { numberWords } from '../number-words.ts'
import { plural } from '../plural.ts'
import { MORE_MINUTES, SLEEP_MINUTES, type SleepChoice, type SleepView, sleepViewOff } from '../sleep-choices.ts'
import { SleepMoreRequest, SleepRequest } from '../sleep-requests.ts'
import { choiceWords } from '../sleep-words.ts'
import { clockTime } from '../time-words.ts'
import { baseStyles } from './base-styles.ts'
import { panelStyles } from './panel-styles.ts'

export class GvSleep extends LitElement {
  static override properties = { view: { attribute: false }, chapters: { type: Boolean } }
  static override styles = [
    baseStyles,
    panelStyles,
    css`
      .choices {
        grid-template-columns: repeat(3, minmax(0, 1fr));
      }
      .running {
        margin-bottom: var(--gv-space-4);
      }
      .left {
        margin: 0 0 var(--gv-space-3);
        font-family: var(--gv-font-title);
        font-size: 2.25rem;
        line-height: 1.1;
        font-variant-numeric: tabular-nums lining-nums;
      }
      .left small {
        display: block;
        margin-top: var(--gv-space-1);
        font-family: var(--gv-font);
        font-size: var(--gv-text-s);
        color: var(--gv-ink-soft);
      }
      .running .choices {
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
      }
    `,
  ]

  declare view: SleepView
  /** Whether the episode has chapters to end with. */
  declare chapters: boolean

  constructor() {
    super()
    this.view = sleepViewOff
    this.chapters = false
  }

  protected override render() {
    const running = this.view.choice !== 'off'
    return html`
      <div class="head"><h3>${msg('Sleep timer')}</h3></div>
      ${running ? this.#renderRunning() : nothing}
      <div class="choices" role="group" aria-label=${msg('Stop playback after')}>
        ${SLEEP_MINUTES.map((minutes) => this.#renderChoice(minutes))}
        ${this.chapters ? this.#renderChoice('chapter') : nothing} ${this.#renderChoice('episode')}
      </div>`
  }

  #renderRunning() {
    const { leftSeconds, fading } = this.view
    return html`<div class="running">
      <p class="left">${leftSeconds === undefined ? '…' : clockTime(leftSeconds)}
        <small>${fading ? msg('It is getting quiet.') : msg('of listening left')}</small></p>
      <div class="choices">
        <button class="choice" @click=${() => this.dispatchEvent(new SleepMoreRequest())}>
          ${plural(MORE_MINUTES, msg('one {# more minute} other {# more minutes}'))}</button>
        <button class="choice" @click=${() => this.#ask('off')}>${msg('Turn off')}</button>
      </div>
    </div>`
  }

  #renderChoice(choice: SleepChoice) {
    const minutes = typeof choice === 'number'
    return html`<button class="choice ${minutes ? '' : 'wide'}" aria-pressed=${choice === this.view.choice ? 'true' : 'false'}
      @click=${() => this.#ask(choice)}>${minutes ? msg(str`${numberWords(choice)} min`) : choiceWords(choice)}</button>`
  }

  /** Puts the focus on what is chosen, or the first choice. */
  override focus(): void {
    const chosen = this.renderRoot.querySelector<HTMLElement>('[aria-pressed="true"]')
    ;(chosen ?? this.renderRoot.querySelector<HTMLElement>('button'))?.focus()
  }

  #ask(choice: SleepChoice): void {
    this.dispatchEvent(new SleepRequest(choice))
  }
}

customElements.define('gv-sleep', GvSleep)

declare global {
  interface HTMLElementTagNameMap {
    'gv-sleep': GvSleep
  }
}
