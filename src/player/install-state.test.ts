import { expect, test } from 'vitest'
import { type InstallFact, initialInstallState, installAfter, installOffer } from './install-state.ts'

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const AGENTS = {
  chromium: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  chromeAndroid:
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
  firefoxAndroid: 'Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0',
  iphone: `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${WEBKIT} Version/18.0 Mobile/15E148 Safari/604.1`,
  chromeIphone: `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${WEBKIT} CriOS/130.0 Mobile/15E148 Safari/604.1`,
  insideAnApp: `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${WEBKIT} Mobile/15E148`,
  safari: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/18.0 Safari/605.1.15`,
  oldSafari: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/16.6 Safari/605.1.15`,
  chromeMac:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
}

const start = (agent: keyof typeof AGENTS, { touchPoints = 0, standalone = false, secure = true } = {}) =>
  initialInstallState({ userAgent: AGENTS[agent], touchPoints, standalone, secure })
const offerAfter = (...facts: readonly InstallFact[]) => installOffer(facts.reduce(installAfter, start('chromium')))
const kept: InstallFact = { type: 'QuestionKept' }

test('by hand where only a menu of the browser can do it', () => {
  const offers = (Object.keys(AGENTS) as (keyof typeof AGENTS)[]).map((agent) => [agent, installOffer(start(agent))])
  expect(Object.fromEntries(offers)).toEqual({
    chromium: 'none',
    chromeAndroid: 'none',
    firefox: 'none',
    firefoxAndroid: 'android-firefox',
    iphone: 'ios',
    chromeIphone: 'ios',
    insideAnApp: 'none',
    safari: 'mac-safari',
    oldSafari: 'none',
    chromeMac: 'none',
  })
  expect(installOffer(start('safari', { touchPoints: 5 })), 'an iPad').toBe('ios')
})

test('without https, and in the app itself, there is nothing to offer', () => {
  expect(installOffer(start('iphone', { secure: false }))).toBe('none')
  expect(installOffer(start('iphone', { standalone: true }))).toBe('none')
  expect(offerAfter(kept, { type: 'WindowChanged', standalone: true })).toBe('none')
})

test("the browser's question is offered while it is there, once", () => {
  expect(offerAfter(kept)).toBe('ask')
  expect(offerAfter(kept, { type: 'QuestionOpened' })).toBe('asking')
  const no: InstallFact = { type: 'QuestionAnswered', accepted: false }
  expect(offerAfter(kept, { type: 'QuestionOpened' }, no)).toBe('none')
  expect(offerAfter(kept, { type: 'QuestionOpened' }, no, kept), 'the browser brought another one').toBe('ask')
})

test('what was installed is said to be, until the browser asks again', () => {
  expect(offerAfter(kept, { type: 'QuestionOpened' }, { type: 'QuestionAnswered', accepted: true })).toBe('installed')
  expect(offerAfter({ type: 'Installed' })).toBe('installed')
  expect(offerAfter({ type: 'Installed' }, kept)).toBe('ask')
})
