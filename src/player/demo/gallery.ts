/**
 * The gallery: every element in every state, one below the other, each under an address of its own.
 *
 * Each file of gallery/ names the states of some elements. `?only=gv-transport` shows one element, `?only=gv-transport/paused`
 * one state, `?without=gv-transport` all but one element (or state, or several with commas), `?from=views` the states of one file,
 * `?from=-views,-lists` those of all but these; `?theme=dark|light`, `?dir=rtl` and `?lang=de` do what they say. Not shipped: `npm run gallery` serves it, and the
 * end-to-end tests look at it.
 */
import { html, nothing, render } from 'lit'
import { localiseDocument } from '../dom-localization.ts'
import { styled } from '../elements/styled.ts'
import type { GalleryEntry } from './gallery/gallery-entry.ts'

const files = import.meta.glob<{ entries?: readonly GalleryEntry[] }>('./gallery/*.ts', { eager: true })
const query = new URLSearchParams(location.search)
const { documentElement } = document
const theme = query.get('theme')
if (theme !== null) documentElement.dataset.theme = theme
await localiseDocument()
documentElement.dir = query.get('dir') ?? documentElement.dir

const addressOf = ({ element, state }: GalleryEntry) => `${element}/${state.replaceAll(' ', '-')}`

function isShown(entry: GalleryEntry): boolean {
  const only = query.get('only')
  const without = query.get('without')?.split(',') ?? []
  if (without.includes(entry.element) || without.includes(addressOf(entry))) return false
  return only === null || only === entry.element || only === addressOf(entry)
}

/** Whether a file's states are shown. */
function isFrom(path: string): boolean {
  const names = query.get('from')?.split(',') ?? []
  const name = /([\w-]+)\.ts$/.exec(path)?.[1] ?? ''
  return names.includes(name) || (!names.includes(`-${name}`) && names.every((it) => it.startsWith('-')))
}

const entries = Object.entries(files).flatMap(([path, file]) => (isFrom(path) ? (file.entries ?? []) : []))
const shown = entries.filter(isShown).sort((a, b) => a.element.localeCompare(b.element, 'en'))
const double = shown.find((entry, index) =>
  shown.some((other, at) => at < index && addressOf(other) === addressOf(entry)),
)
if (double !== undefined) throw new Error(`Two states of the gallery have the address ${addressOf(double)}`)

render(
  html`<h1>Gallery</h1>
    ${shown.length === 0 ? html`<p>There is no such element or state.</p>` : nothing}
    ${shown.map(
      (entry) => html`<section id=${addressOf(entry)} aria-labelledby="${addressOf(entry)}-title">
        <h2 id="${addressOf(entry)}-title"><a href="?only=${addressOf(entry)}">${entry.element} <small>${entry.state}</small></a></h2>
        <div class="stage ${entry.onSleeve ? 'sleeve' : ''}"
          ${styled({ width: entry.width === undefined ? undefined : `${entry.width}px` })}>${entry.render()}</div>
      </section>`,
    )}`,
  document.querySelector('main') ?? document.body,
)
documentElement.dataset.ready = String(shown.length)
