/** The share panel: with all it can have, with little, with long addresses. */
import { html } from 'lit'
import { ref } from 'lit/directives/ref.js'
import type { GvShare } from '../../elements/gv-share.ts'
import type { GalleryEntry } from './gallery-entry.ts'
import '../../elements/gv-share.ts'

const script =
  '<script type="module" async src="https://show.example/embed.js" data-episode="https://show.example/episodes/whisper.json"></script>'
const iframe =
  '<iframe src="https://show.example/player.html?json=https%3A%2F%2Fshow.example%2Fepisodes%2Fwhisper.json" width="600" height="200" loading="lazy" title="How a whisper crosses a valley"></iframe>'
const long = `https://show.example/episodes/${'a-very-long-name-'.repeat(12)}.html`

const all = (
  nativeShare: GvShare['nativeShare'],
) => html`<gv-share .pageUrl=${'https://show.example/episodes/whisper.html'}
  .episodeTitle=${'How a whisper crosses a valley'} .showTitle=${'Down the Lane'} .at=${754} .scriptCode=${script}
  .iframeCode=${iframe} .downloadUrl=${'https://host.example/whisper.mp3'} .downloadBytes=${24_300_000}
  .feedUrl=${'https://show.example/feed.xml'} .nativeShare=${nativeShare}></gv-share>`

/** Opens what is folded, and does what a listener would do. */
async function opened(around?: Element): Promise<void> {
  // What stands in it is drawn after it.
  await Promise.resolve()
  const element = around?.querySelector('gv-share') ?? undefined
  if (element === undefined) return
  await element.updateComplete
  const root = element.renderRoot
  for (const details of root.querySelectorAll('details')) details.open = true
  root.querySelector<HTMLInputElement>('input[type=checkbox]')?.click()
  element.outcome = { field: 'link', what: 'copied' }
}

export const entries: readonly GalleryEntry[] = [
  { element: 'gv-share', state: 'all of it', render: () => all(async () => {}) },
  {
    element: 'gv-share',
    state: 'opened and copied',
    render: () => html`<div ${ref(opened)}>${all(undefined)}</div>`,
  },
  {
    element: 'gv-share',
    state: 'without a page or a feed',
    render: () => html`<gv-share .downloadUrl=${'https://host.example/whisper.mp3'} .scriptCode=${script}></gv-share>`,
  },
  {
    element: 'gv-share',
    state: 'long addresses',
    render: () =>
      html`<gv-share .pageUrl=${long} .feedUrl=${long} .showTitle=${'Down the Lane'} .nativeShare=${undefined}></gv-share>`,
    width: 300,
  },
]
