/**
 * A page in a browser that Playwright does not drive, as the tests of the player need it: what is asked for is found through
 * shadow roots, by selector and by the name people read or hear; clicks and keys are the browser's own.
 */
import { expect } from 'playwright/test'

export type Value = string | number | null

export const FIND_LIMIT_MS = 20_000

export interface OtherPage {
  goto(url: string): Promise<void>
  /** From here on all is meant within the player's frame; waits until its document is there. */
  enterFrame(): Promise<void>
  leaveFrame(): Promise<void>
  /** Clicks in the middle, once it is there. */
  click(css: string, name?: RegExp): Promise<void>
  /** Runs in the page, with the first that is found. @param run knows nothing from outside of it. @returns what it returns, as JSON */
  read<T>(css: string, run: (element: HTMLElement, value: Value) => T, value?: Value): Promise<T>
  /** @returns whether such a one is drawn now */
  sees(css: string, name?: RegExp): Promise<boolean>
  /** To whatever has the focus. */
  type(text: string): Promise<void>
  /** Of what the page is drawn in. */
  resize(width: number, height: number): Promise<void>
}

/** Runs in the page. @param name source of a pattern for what names it; null: any, drawn or not */
export function findDeep(css: string, name: string | null): Element | null {
  const roots: (Document | ShadowRoot)[] = [document]
  // Grows while it is gone through.
  for (const root of roots) {
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot !== null) roots.push(element.shadowRoot)
  }
  const pattern = new RegExp(name ?? '')
  for (const root of roots) {
    for (const element of root.querySelectorAll(css)) {
      if (name === null) return element
      const words = element.getAttribute('aria-label') ?? element.textContent ?? ''
      if (element.getClientRects().length > 0 && pattern.test(words.trim())) return element
    }
  }
  return null
}

/** Runs in the page: where it stands. What is about to move would be missed by a click. */
export function placeOf(element: Element): string {
  const { x, y, width, height } = element.getBoundingClientRect()
  return [x, y, width, height].join(' ')
}

const STILL_MS = 120

/** Waits until a thing stays where it is. @param place tells where it is */
export async function staysPut(place: () => Promise<string>): Promise<void> {
  let before: string | undefined
  await expect
    .poll(
      async () => {
        const now = await place()
        const same = now === before
        before = now
        return same
      },
      { timeout: FIND_LIMIT_MS, intervals: [STILL_MS], message: 'it stays where it is' },
    )
    .toBe(true)
}

/** Waits until it is drawn, named so. */
export async function see(page: OtherPage, css: string, name = /(?:)/): Promise<void> {
  await expect.poll(() => page.sees(css, name), { timeout: FIND_LIMIT_MS, message: `${css} named ${name}` }).toBe(true)
}

export const MEDIA = 'audio, video'

export const position = (page: OtherPage): Promise<number> =>
  page.read(MEDIA, (media) => (media as HTMLMediaElement).currentTime)

/** Waits until playback has passed `seconds`. */
export async function reaches(page: OtherPage, seconds: number): Promise<void> {
  const message = `plays past ${seconds} s`
  await expect.poll(() => position(page), { timeout: 30_000, message }).toBeGreaterThan(seconds)
}

/** Where there is no sound device, Firefox plays only what makes no sound. */
export async function mute(page: OtherPage): Promise<void> {
  await page.read(MEDIA, (media) => {
    ;(media as HTMLMediaElement).muted = true
  })
}
