/**
 * What folds out below the player: chapters, transcript, queue, share, sharing. One at a time, each loaded when first opened.
 *
 * It knows which is open and whether its element is here; the player says what there is to show in it.
 */
import { msg } from '@lit/localize'
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit'
import type { Panel } from '../panel-requests.ts'
import type { GrapevinePlayer } from './grapevine-player.ts'
import type { PanelView } from './panel-content.ts'

/** Those that stand below; the list of keys is a dialog. */
export type FoldedPanel = Exclude<Panel, 'shortcuts'>

const LOAD: Readonly<Record<Panel, () => Promise<unknown>>> = {
  episodes: () => import('./gv-entries.ts'),
  chapters: () => import('./gv-chapters.ts'),
  transcript: () => import('./gv-transcript.ts'),
  queue: () => import('./gv-queue.ts'),
  share: () => import('./gv-share.ts'),
  sharing: () => import('./gv-sharing-panel.ts'),
  shortcuts: () => import('./gv-shortcuts.ts'),
}

export class PlayerPanels {
  open: FoldedPanel | undefined
  readonly #host: ReactiveControllerHost & Element
  readonly #loaded = new Set<Panel>()
  #content: typeof import('./panel-content.ts') | undefined
  /** Could not be loaded, the last time it was tried. */
  #failed: Panel | undefined

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host
  }

  /** Opens it, or closes it if it is what one sees. @returns when it can be seen. */
  async toggle(panel: FoldedPanel): Promise<void> {
    this.open = this.open === panel ? undefined : panel
    this.#host.requestUpdate()
    if (this.open !== undefined) await this.load(panel)
  }

  close(): void {
    this.open = undefined
    this.#host.requestUpdate()
  }

  /** @returns whether its element is here. */
  async load(panel: Panel): Promise<boolean> {
    this.#failed = undefined
    try {
      const [content] = await Promise.all([import('./panel-content.ts'), LOAD[panel]()])
      this.#content = content
      this.#loaded.add(panel)
    } catch {
      this.#failed = panel
    }
    this.#host.requestUpdate()
    return this.#loaded.has(panel)
  }

  /** The buttons. @param offered those that have something to show */
  renderBar(offered: readonly FoldedPanel[], toggle: (panel: FoldedPanel) => void): TemplateResult {
    return html`<div class="bar">
      ${offered.map(
        (panel) => html`<button class="tab" id="tab-${panel}" aria-expanded=${this.open === panel ? 'true' : 'false'}
          aria-controls="panel" @click=${() => toggle(panel)}>${panelName(panel)}</button>`,
      )}
    </div>`
  }

  /**
   * What is open.
   *
   * @param view what there is to show
   * @param close for where no buttons are in sight
   */
  renderOpen(view: PanelView, close: (panel: FoldedPanel) => void): TemplateResult {
    const { open } = this
    return html`<div id="panel" class="panel" role="group" tabindex="-1" ?hidden=${open === undefined}
      aria-label=${open === undefined ? nothing : panelName(open)}>${
        open === undefined
          ? nothing
          : html`<button class="close" @click=${() => close(open)}>${msg('Close')}</button>${this.#renderContent(open, view)}`
      }</div>`
  }

  #renderContent(open: FoldedPanel, view: PanelView): unknown {
    if (this.#loaded.has(open)) return this.#content?.panelContent(open, view)
    if (this.#failed !== open)
      return html`<div class="pending" role="status"><span class="spoken">${msg('Loading')}</span></div>`
    return html`<p class="failed" role="alert">${msg('This part of the player could not be loaded. What plays goes on.')}
      <button class="again" @click=${() => void this.load(open)}>${msg('Try again')}</button></p>`
  }
}

/** Panels that have something to show, or will have. */
export function offeredPanels(
  player: Pick<GrapevinePlayer, 'cues' | 'episode' | 'entries' | 'extrasPending' | 'queue' | 'sharePlace'>,
  { hasChapters, shares }: { readonly hasChapters: boolean; readonly shares: boolean },
): readonly FoldedPanel[] {
  const { cues, episode, entries, extrasPending, queue, sharePlace } = player
  const offers: readonly [FoldedPanel, boolean][] = [
    ['episodes', (entries?.length ?? 0) > 1],
    ['chapters', hasChapters || (extrasPending && episode?.chaptersUrl !== undefined)],
    ['transcript', cues.length > 0 || (extrasPending && (episode?.transcripts.length ?? 0) > 0)],
    ['queue', queue !== undefined],
    ['share', sharePlace !== undefined],
    ['sharing', shares],
  ]
  return offers.filter(([, has]) => has).map(([panel]) => panel)
}

function panelName(panel: FoldedPanel): string {
  switch (panel) {
    case 'episodes':
      return msg('Episodes')
    case 'chapters':
      return msg('Chapters')
    case 'transcript':
      return msg('Transcript')
    case 'queue':
      return msg('Queue')
    case 'share':
      return msg('Share')
    case 'sharing':
      return msg('Listeners')
  }
}
