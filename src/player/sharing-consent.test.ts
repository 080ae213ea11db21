import { expect, test } from 'vitest'
import {
  type ConsentStore,
  decideSharing,
  parseSharingSetting,
  type SharingAnswer,
  SharingConsent,
} from './sharing-consent.ts'

class MemoryConsent implements ConsentStore {
  canRemember = true
  #answer: SharingAnswer | undefined
  #changed: () => void = () => {}

  read() {
    return this.#answer
  }

  write(answer: SharingAnswer) {
    if (this.canRemember) this.#answer = answer
    return this.canRemember
  }

  watch(changed: () => void) {
    this.#changed = changed
    return () => {
      this.#changed = () => {}
    }
  }

  answerInAnotherTab(answer: SharingAnswer) {
    this.#answer = answer
    this.#changed()
  }
}

test('the default asks, and is off until answered', () => {
  expect(decideSharing('ask', undefined, true)).toBe('ask')
  expect(decideSharing('ask', 'share', true)).toBe('on')
  expect(decideSharing('ask', 'not-now', true)).toBe('off')
})

test('the listener overrules a publisher that shares, nobody one that does not', () => {
  expect(decideSharing('on', undefined, true)).toBe('on')
  expect(decideSharing('on', 'not-now', true)).toBe('off')
  expect(decideSharing('off', 'share', true)).toBe('off-by-publisher')
})

test('where nothing can be remembered it stays off, unless the publisher set it on', () => {
  expect(decideSharing('ask', undefined, false)).toBe('off-unremembered')
  expect(decideSharing('on', undefined, false)).toBe('on')
})

test('a setting that is not understood means asking', () => {
  expect([null, '', 'yes', ' ON ', 'off'].map(parseSharingSetting)).toEqual(['ask', 'ask', 'ask', 'on', 'off'])
})

test('an answer is remembered for the next page', () => {
  const store = new MemoryConsent()
  const consent = new SharingConsent('ask', store)
  const seen: string[] = []
  consent.subscribe((decision) => seen.push(decision))
  consent.answer(true)
  consent.answer(false)
  expect(seen).toEqual(['on', 'off'])
  expect(new SharingConsent('ask', store).snapshot).toBe('off')
})

test('a yes that storage refuses does not start sharing; a no holds all the same', () => {
  const store = new MemoryConsent()
  store.canRemember = false
  const asked = new SharingConsent('ask', store)
  asked.answer(true)
  expect(asked.snapshot).toBe('off-unremembered')
  const shared = new SharingConsent('on', store)
  shared.answer(false)
  expect(shared.snapshot).toBe('off')
})

test('what is remembered is read again, but not over an answer that could not be remembered', () => {
  const store = new MemoryConsent()
  const consent = new SharingConsent('on', store)
  store.write('not-now')
  consent.reread()
  expect(consent.snapshot).toBe('off')
  store.write('share')
  consent.reread()
  expect(consent.snapshot).toBe('on')
  store.canRemember = false
  consent.answer(false)
  consent.reread()
  expect(consent.snapshot).toBe('off')
})

test('an answer in one tab holds in all, until disposed', () => {
  const store = new MemoryConsent()
  const consent = new SharingConsent('ask', store)
  store.answerInAnotherTab('share')
  expect(consent.snapshot).toBe('on')
  consent.dispose()
  store.answerInAnotherTab('not-now')
  expect(consent.snapshot).toBe('on')
})
