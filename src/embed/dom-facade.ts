/**
 * One embed on a page: the facade that is drawn at once, the frame that comes with the first interest, and the change from
 * the one to the other. What happens when is decided in facade-state.ts; the looks are in dom-facade-view.ts.
 *
 * Nothing is fetched for the facade but the JSON and the cover, and those only near the viewport.
 */
import { facadeSheet } from './dom-facade-style.ts'
import { makeFacadeView, type ShownCard } from './dom-facade-view.ts'
import { makePlayerFrame, type PlayerFrame } from './dom-player-frame.ts'
import { heightFor } from './facade-height.ts'
import { type FacadeOptions, frameAddress, likelyPage } from './facade-options.ts'
import { type FacadeFact, initialFacadeState, reduceFacade } from './facade-state.ts'
import { facadeWords } from './facade-words.ts'
import { fetchCard } from './http-card.ts'

/** On `document`, with the element that plays as detail: one episode plays at a time on a page. */
const PLAYS_EVENT = 'grapevine-plays'
const NEAR = '400px'
/** A click comes right after its `pointerup`. */
const AFTER_HOLD_MS = 60

export interface Facade {
  /** Puts the frame in, as if somebody were interested. */
  load(): HTMLIFrameElement | undefined
  readonly iframe: HTMLIFrameElement | undefined
  dispose(): void
}

/** @param link the page's own words and link for the episode, shown where there is no script */
export function mountFacade(
  host: HTMLElement,
  root: ShadowRoot,
  options: FacadeOptions,
  link?: HTMLAnchorElement | null,
): Facade {
  const { source, size } = options
  const { language, words } = facadeWords(options.language ? [options.language] : navigator.languages)
  const view = makeFacadeView(language)
  const end = new AbortController()
  const listening = { signal: end.signal }
  let card: ShownCard = {
    title: options.title ?? link?.textContent?.trim(),
    by: undefined,
    coverUrl: options.cover,
    pageUrl: link?.href ?? likelyPage(source),
  }
  let isUnreadable = false
  let state = initialFacadeState
  let frame: PlayerFrame | undefined
  let isPlaying = false

  const draw = (): void => {
    const busy = state.wantsPlay && state.phase !== 'shown'
    const note = isUnreadable || state.phase === 'failed' ? words.broken : undefined
    view.draw({ card, words, busy, note, isUnreadable })
  }
  const tellPlays = () => document.dispatchEvent(new CustomEvent(PLAYS_EVENT, { detail: host }))

  const bringFrame = (): void => {
    frame?.dispose()
    const title = [card.title || words.untitled, card.by].filter(Boolean).join(' – ')
    const made = makePlayerFrame(frameAddress(options), title, {
      drawn: (isControllable) => take({ type: 'FrameDrawn', isControllable }),
      silent: () => take({ type: 'FrameSilent' }),
      played() {
        isPlaying = true
        tellPlays()
      },
      paused() {
        isPlaying = false
      },
      wantsHeight(value) {
        const height = heightFor(value, size)
        if (height !== undefined) host.style.blockSize = `${height}px`
      },
    })
    frame = made
    root.append(made.iframe)
  }
  const showFrame = (): void => {
    if (frame === undefined) return
    frame.iframe.classList.add('shown')
    if (state.hasFocus) {
      frame.iframe.focus()
      frame.send('grapevine:focus')
    }
    view.box.remove()
  }
  const take = (fact: FacadeFact): void => {
    const before = state
    state = reduceFacade(before, fact)
    if (state.attempt !== before.attempt) bringFrame()
    if (state.phase === 'shown' && before.phase !== 'shown') showFrame()
    if (state.phase === 'shown' && state.wantsPlay && state.isControllable) {
      state = { ...state, wantsPlay: false }
      frame?.send('play')
    }
    if (state.phase !== 'shown') draw()
  }
  const interest = (): void => {
    if (!isUnreadable) take({ type: 'Interest' })
  }

  view.box.addEventListener('pointerenter', interest)
  view.box.addEventListener('pointerdown', () => {
    interest()
    take({ type: 'HoldChanged', isHeld: true })
  })
  for (const type of ['pointerup', 'pointercancel'] as const)
    addEventListener(type, () => setTimeout(take, AFTER_HOLD_MS, { type: 'HoldChanged', isHeld: false }), listening)
  view.box.addEventListener('focusin', () => {
    interest()
    take({ type: 'FocusChanged', hasFocus: true })
  })
  view.box.addEventListener('focusout', () => take({ type: 'FocusChanged', hasFocus: false }))
  view.button.addEventListener('click', () => {
    tellPlays()
    take({ type: 'Pressed' })
  })
  document.addEventListener(
    PLAYS_EVENT,
    (event) => {
      if (!(event instanceof CustomEvent) || event.detail === host) return
      take({ type: 'Outplayed' })
      if (isPlaying) frame?.send('pause')
    },
    listening,
  )

  root.adoptedStyleSheets = [facadeSheet()]
  root.append(view.box)
  draw()
  if (options.title === undefined && source.kind !== 'feed')
    whenNear(host, end.signal, async () => {
      const found = await fetchCard(source.url, source.guid, end.signal)
      if (end.signal.aborted || found === 'unreachable') return
      // A frame that is asked for already has the better words.
      if (found === 'unreadable') isUnreadable = state.phase === 'waiting'
      else card = { ...found, coverUrl: card.coverUrl ?? found.coverUrl, pageUrl: found.pageUrl ?? card.pageUrl }
      if (state.phase !== 'shown') draw()
    })

  return {
    load() {
      interest()
      return frame?.iframe
    },
    get iframe() {
      return frame?.iframe
    },
    dispose() {
      end.abort()
      frame?.dispose()
      root.replaceChildren()
      host.style.blockSize = ''
    },
  }
}

/** Runs `then` once, when the element comes near the viewport. */
function whenNear(element: Element, signal: AbortSignal, then: () => void): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      then()
    },
    { rootMargin: NEAR },
  )
  observer.observe(element)
  signal.addEventListener('abort', () => observer.disconnect())
}
