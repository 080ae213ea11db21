import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PagePlaces } from './page-places.ts'

let page: EventTarget
let scrolled: number[]
/** Of the page's history entry. */
let state: unknown

beforeEach(() => {
  page = new EventTarget()
  scrolled = []
  state = { gvEntry: 'here' }
  const history = {
    get state() {
      return state
    },
    replaceState: (next: unknown) => {
      state = next
    },
  }
  const stored = JSON.stringify([['here', { top: 700 }]])
  vi.stubGlobal('history', history)
  vi.stubGlobal('location', { href: 'https://app.example/' })
  vi.stubGlobal('innerHeight', 800)
  vi.stubGlobal('document', { documentElement: { scrollHeight: 5000 } })
  vi.stubGlobal('sessionStorage', { getItem: () => stored, setItem: () => {} })
  vi.stubGlobal('scrollTo', ({ top }: { top: number }) => scrolled.push(top))
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
})

afterEach(() => vi.unstubAllGlobals())

const BY_HAND = ['wheel', 'touchmove', 'keydown', 'pointerdown']

function stage() {
  const host = {
    addController: () => {},
    removeController: () => {},
    requestUpdate: () => {},
    updateComplete: Promise.resolve(true),
  }
  const places = new PagePlaces(host, () => null)
  places.start()
  let focused = 0
  const heading = { focus: () => void focused++ }
  const root = { querySelector: (selector: string) => (selector.startsWith('h1') ? heading : null) }
  return {
    places,
    focused: () => focused,
    focus: () => places.focus(root as unknown as Element),
    restore: () => places.restore(true, () => false),
  }
}

test('one comes back to where one was, and again where something above has changed since', async () => {
  const { places, restore } = stage()
  await restore()
  await restore()
  expect(scrolled).toEqual([700])
  places.again()
  await restore()
  expect(scrolled).toEqual([700, 700])
})

test.each(BY_HAND)('who has gone on by %s is not taken back to where they were', async (type) => {
  const { places, restore } = stage()
  await restore()
  page.dispatchEvent(new Event(type))
  places.again()
  await restore()
  expect(scrolled).toEqual([700])
})

test('the heading of another view takes the focus, once', async () => {
  const { places, focus, focused } = stage()
  await focus()
  expect(focused(), 'where one begins, it stays').toBe(0)
  places.begin(true)
  await focus()
  await focus()
  expect(focused()).toBe(1)
})

test.each(BY_HAND)('who has gone on by %s before the view was drawn keeps the focus', async (type) => {
  const { places, focus, focused } = stage()
  places.begin(true)
  const focusing = focus()
  page.dispatchEvent(new Event(type))
  await focusing
  await focus()
  expect(focused()).toBe(0)
})

test('a page that is gone listens to nothing any more', async () => {
  const { places, focus, focused } = stage()
  places.begin(true)
  places.hostDisconnected()
  page.dispatchEvent(new Event('keydown'))
  await focus()
  expect(focused()).toBe(1)
})
