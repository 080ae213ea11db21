/**
 * <gv-add-show>: a field for a feed's address, and the way to bring shows along from another app.
 *
 * What can be told from the address alone is told at once; everything else comes down as `state`. Asks with `gv-add-show-request`
 * and `gv-import-request`.
 */
import { msg, str } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { type AddProblem, addProblemWords } from '../add-show-words.ts'
import { AddShowRequest, ImportRequest } from '../library-requests.ts'
import { plural } from '../plural.ts'
import { type AddressProblem, readShowAddress } from '../show-address.ts'
import { addShowStyles } from './add-show-styles.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import { fileIcon, plusIcon } from './library-icons.ts'
import { follow, hrefOf } from './route-link.ts'

/** What became of the last wish to add a show. */
export type AddState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'added'; readonly feedUrl: string; readonly title: string; readonly wasThere: boolean }
  | { readonly kind: 'failed'; readonly problem: AddProblem }

/** How far a file is taken in. */
export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'going'; readonly done: number; readonly total: number }
  /** @property already followed before; @property failed addresses whose feed could not be read now: they are followed all the same */
  | { readonly kind: 'done'; readonly added: number; readonly already: number; readonly failed: number }
  | { readonly kind: 'unreadable' }

/** What a feed's address begins with, in every language. */
const SCHEME = 'https://'

export class GvAddShow extends LitElement {
  static override properties = {
    state: { attribute: false },
    importState: { attribute: false },
    address: {},
    problem: { state: true },
  }
  static override styles = [baseStyles, pillStyles, addShowStyles]

  declare state: AddState
  declare importState: ImportState
  /** What stands in the field to begin with. */
  declare address: string
  declare problem: AddressProblem | undefined

  constructor() {
    super()
    this.state = { kind: 'idle' }
    this.importState = { kind: 'idle' }
    this.address = ''
  }

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('state')) this.problem = undefined
  }

  protected override render() {
    const problem = this.problem ?? (this.state.kind === 'failed' ? this.state.problem : undefined)
    const isLooking = this.state.kind === 'looking'
    return html`<form novalidate @submit=${this.#submit}>
        <label for="address">${msg('Address of the show’s feed')}</label>
        <div class="line">
          <input id="address" type="url" inputmode="url" dir="ltr" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="go"
            placeholder=${SCHEME} .value=${this.address} aria-invalid=${problem === undefined ? nothing : 'true'}
            aria-describedby="said" @input=${this.#typed}>
          <button class="pill strong" ?disabled=${isLooking}>${plusIcon}${msg('Add')}</button>
        </div>
        <div id="said" role="status">${problem === undefined ? this.#renderState() : this.#renderProblem(problem)}</div>
      </form>
      <div class="import">
        <label class="pill">${fileIcon}${msg('Bring shows from another app')}
          <input class="spoken" type="file" accept=".opml,.xml,.json,text/x-opml,text/xml,application/xml,application/json"
            @change=${this.#chooseFile}></label>
        <p class="help">${msg('Other podcast apps write what you follow into an OPML file. It is read here, and goes nowhere else.')}</p>
        <div role="status">${this.#renderImport()}</div>
      </div>`
  }

  #renderState() {
    const { state } = this
    if (state.kind === 'looking') return html`<p class="going">${msg('Looking at the feed…')}</p>`
    if (state.kind !== 'added') return nothing
    const { feedUrl, title, wasThere } = state
    const route = { view: 'show', feedUrl } as const
    return html`<p class="done">${wasThere ? msg(str`You follow “${title}” already.`) : msg(str`You follow “${title}” now.`)}
      <a href=${hrefOf(route)} @click=${(event: MouseEvent) => follow(event, route)}>${msg('Go to the show')}</a></p>`
  }

  #renderProblem(problem: AddProblem) {
    const { happened, whatToDo } = addProblemWords(problem, hostOf(this.#field()?.value ?? this.address))
    return html`<div class="problem"><p><b>${happened}</b></p><p>${whatToDo}</p></div>`
  }

  #renderImport() {
    const { importState } = this
    switch (importState.kind) {
      case 'idle':
        return nothing
      case 'going':
        return html`<p class="going">${msg(str`Taking in shows: ${importState.done} of ${importState.total}`)}</p>
          <progress max=${importState.total} value=${importState.done} aria-label=${msg('Taking in shows')}></progress>`
      case 'unreadable':
        return html`<div class="problem"><p><b>${msg('This file has no shows in it that could be read.')}</b></p>
          <p>${msg('It should be an OPML file from a podcast app, or a file that this page wrote.')}</p></div>`
      case 'done':
        return html`<p class="done">${plural(importState.added, msg('one {# show was added.} other {# shows were added.}'))}
          ${importState.already === 0 ? nothing : plural(importState.already, msg('one {# was there already.} other {# were there already.}'))}
          ${importState.failed === 0 ? nothing : plural(importState.failed, msg('one {# can’t be reached now.} other {# can’t be reached now.}'))}</p>`
    }
  }

  #submit(event: Event): void {
    event.preventDefault()
    const { feedUrl, problem } = readShowAddress(this.#field()?.value ?? '')
    this.problem = problem
    if (feedUrl === undefined) this.focus()
    else this.dispatchEvent(new AddShowRequest(feedUrl))
  }

  #typed(): void {
    this.problem = undefined
  }

  #chooseFile(event: Event): void {
    const field = event.target as HTMLInputElement
    const [file] = field.files ?? []
    // The same file a second time is a wish, too.
    field.value = ''
    if (file !== undefined) this.dispatchEvent(new ImportRequest(file))
  }

  #field(): HTMLInputElement | null {
    return this.renderRoot?.querySelector<HTMLInputElement>('#address') ?? null
  }
}

function hostOf(text: string): string {
  const { feedUrl } = readShowAddress(text)
  return feedUrl === undefined ? text : new URL(feedUrl).host
}

customElements.define('gv-add-show', GvAddShow)

declare global {
  interface HTMLElementTagNameMap {
    'gv-add-show': GvAddShow
  }
}
