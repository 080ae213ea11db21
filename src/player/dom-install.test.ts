/** The browser's question, kept until it is wanted; the browser is a stand-in. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

let listeners: EventTarget
let alone: EventTarget & { matches: boolean }
beforeEach(() => {
  listeners = new EventTarget()
  alone = Object.assign(new EventTarget(), { matches: false })
  vi.resetModules()
  vi.stubGlobal('addEventListener', listeners.addEventListener.bind(listeners))
  vi.stubGlobal('matchMedia', () => alone)
  vi.stubGlobal('isSecureContext', true)
  vi.stubGlobal('navigator', { userAgent: 'Chrome/156', maxTouchPoints: 0 })
})
afterEach(() => vi.unstubAllGlobals())

const outcomes = { yes: { outcome: 'accepted' }, no: { outcome: 'dismissed' } } as const

function question(answer: () => Promise<(typeof outcomes)['yes' | 'no']>) {
  const event = new Event('beforeinstallprompt', { cancelable: true })
  listeners.dispatchEvent(Object.assign(event, { prompt: answer }))
  return event
}

async function start() {
  const { keepInstallQuestion } = await import('./dom-install-question.ts')
  const { DomInstall } = await import('./dom-install.ts')
  keepInstallQuestion()
  return () => new DomInstall()
}

test('the question is not put by itself, and waits for the menu that is loaded later', async () => {
  const open = await start()
  expect(question(async () => outcomes.yes).defaultPrevented).toBe(true)
  expect(open().offer.snapshot).toBe('ask')
})

test('it is put once when the listener wants it, and what they answer is what is shown', async () => {
  const install = (await start())()
  const seen: string[] = []
  install.offer.subscribe((offer) => seen.push(offer))
  let put = 0
  question(async () => {
    put += 1
    return outcomes.no
  })
  await Promise.all([install.ask(), install.ask()])
  expect([put, seen]).toEqual([1, ['ask', 'asking', 'none']])
  question(async () => outcomes.yes)
  await install.ask()
  expect(install.offer.snapshot).toBe('installed')
})

test('a browser that refuses to ask is no error', async () => {
  const install = (await start())()
  question(() => Promise.reject(new DOMException('no gesture', 'NotAllowedError')))
  await install.ask()
  expect(install.offer.snapshot).toBe('none')
})

test('an app in a window of its own offers nothing, and a disposed one hears nothing', async () => {
  const install = (await start())()
  question(async () => outcomes.yes)
  alone.matches = true
  alone.dispatchEvent(new Event('change'))
  expect(install.offer.snapshot).toBe('none')
  install.dispose()
  alone.matches = false
  alone.dispatchEvent(new Event('change'))
  expect(install.offer.snapshot).toBe('none')
})
