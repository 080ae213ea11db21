import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DomScrollMemory } from './dom-scroll-memory.ts'

/** As much of a tab's history as is used here. */
class FakeHistory {
  scrollRestoration = 'auto'
  entries: unknown[] = [null]
  at = 0
  get state(): unknown {
    return this.entries[this.at]
  }
  pushState(state: unknown): void {
    this.entries = [...this.entries.slice(0, this.at + 1), state]
    this.at += 1
  }
  replaceState(state: unknown): void {
    this.entries[this.at] = state
  }
}

let tab: FakeHistory
let stored: Map<string, string>
let scrolled: unknown[]

beforeEach(() => {
  tab = new FakeHistory()
  stored = new Map()
  scrolled = []
  const page = new EventTarget()
  vi.stubGlobal('history', tab)
  vi.stubGlobal('location', { href: 'https://app.example/' })
  vi.stubGlobal('scrollY', 0)
  vi.stubGlobal('innerHeight', 800)
  vi.stubGlobal('scrollTo', (to: unknown) => scrolled.push(to))
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  })
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
})

afterEach(() => vi.unstubAllGlobals())

test('back leads to where the page was left, and forward again, too', () => {
  const memory = new DomScrollMemory()
  expect(tab.scrollRestoration).toBe('manual')
  vi.stubGlobal('scrollY', 700)
  memory.rowPlace = () => ({ index: 5, key: 'g5', offset: 12 })
  memory.push('https://app.example/?view=queue')
  expect(memory.place).toBeUndefined()
  memory.rowPlace = () => undefined
  vi.stubGlobal('scrollY', 90)
  tab.at = 0
  expect(memory.arrive()).toEqual({ top: 700, row: { index: 5, key: 'g5', offset: 12 } })
  tab.at = 1
  expect(memory.arrive()).toEqual({ top: 90 })
  memory.dispose()
})

test('places outlast a reload, and another address for the same entry', () => {
  const before = new DomScrollMemory()
  vi.stubGlobal('scrollY', 300)
  before.replace('https://app.example/?view=search&q=a')
  before.leave()
  before.dispose()
  expect(new DomScrollMemory().place).toEqual({ top: 300 })
})

test('storage that throws costs the places of other pages, nothing else', () => {
  vi.stubGlobal('sessionStorage', undefined)
  const memory = new DomScrollMemory()
  vi.stubGlobal('scrollY', 40)
  memory.push('https://app.example/?view=queue')
  tab.at = 0
  expect(memory.arrive()).toEqual({ top: 40 })
})

test('a page that is high enough is scrolled at once, one that is on its way when it has grown', () => {
  let grow = () => {}
  const ended = vi.fn()
  const root = { scrollHeight: 5000 }
  vi.stubGlobal('document', { documentElement: root })
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(told: () => void) {
        grow = told
      }
      observe(): void {}
      disconnect = ended
    },
  )
  const memory = new DomScrollMemory()
  memory.restore(4000)
  expect(scrolled).toEqual([{ top: 4000, behavior: 'instant' }])
  memory.restore(9000)
  grow()
  expect(scrolled).toHaveLength(1)
  root.scrollHeight = 12_000
  grow()
  expect(scrolled[1]).toEqual({ top: 9000, behavior: 'instant' })
  expect(ended).toHaveBeenCalledOnce()
})
