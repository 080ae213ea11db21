/**
 * Colours of tokens as a canvas takes them: `light-dark()`, and whatever publishers put in, resolved by the browser itself.
 *
 * A canvas does not hear that the theme around it changed. So it has a transition of its text colour, too short to be seen: its
 * end tells.
 */
import { css, type LitElement, type ReactiveController } from 'lit'

/** For elements that draw on a canvas; it takes no part in forced colours by itself, as the tokens do. */
export const tokenColourStyles = css`
  canvas {
    color: var(--gv-ink);
    transition: color 1ms;
    forced-color-adjust: none;
  }
`

/** In forced colours a canvas gets the listener's own, by what each token is for; those not named here are in tokens.css. */
const FORCED: Readonly<Partial<Record<string, string>>> = {
  '--gv-ink': 'CanvasText',
  '--gv-ink-soft': 'CanvasText',
  '--gv-accent': 'CanvasText',
  '--gv-accent-ink': 'Canvas',
  '--gv-leaf': 'Highlight',
  '--gv-line': 'GrayText',
  '--gv-missing': 'GrayText',
  '--gv-surface': 'Canvas',
  '--gv-surface-sunken': 'Canvas',
  '--gv-sleeve': 'CanvasText',
  '--gv-sleeve-ink': 'Canvas',
  '--gv-sprig': 'Canvas',
}

export type Token = `--gv-${string}`

export class TokenColours<Name extends Token> implements ReactiveController {
  readonly #host: LitElement
  readonly #names: readonly Name[]
  readonly #forced = matchMedia('(forced-colors: active)')
  #read: Readonly<Record<Name, string>> | undefined
  readonly #forget: () => void

  /** @param changed the colours are others now: the element draws anew */
  constructor(host: LitElement, names: readonly Name[], changed: () => void) {
    this.#host = host
    this.#names = names
    this.#forget = () => {
      this.#read = undefined
      changed()
    }
    host.addController(this)
  }

  /** CSS colours by token, the same object until one of them changes. */
  get all(): Readonly<Record<Name, string>> {
    this.#read ??= this.#resolve()
    return this.#read
  }

  hostConnected(): void {
    this.#forced.addEventListener('change', this.#forget)
    this.#host.renderRoot.addEventListener('transitionend', this.#forget)
  }

  hostDisconnected(): void {
    this.#forced.removeEventListener('change', this.#forget)
    this.#host.renderRoot.removeEventListener('transitionend', this.#forget)
    this.#read = undefined
  }

  #resolve(): Readonly<Record<Name, string>> {
    const probe = document.createElement('i')
    probe.hidden = true
    probe.style.setProperty('forced-color-adjust', 'none')
    this.#host.renderRoot.append(probe)
    const colours = this.#names.map((name) => {
      probe.style.color = (this.#forced.matches ? FORCED[name] : undefined) ?? `var(${name})`
      return [name, getComputedStyle(probe).color] as const
    })
    probe.remove()
    return Object.fromEntries(colours) as Record<Name, string>
  }
}
