import { afterEach, expect, test, vi } from 'vitest'
import { DomGovernorSignals, type SignalPage } from './dom-governor-signals.ts'

const opened: DomGovernorSignals[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const signals of opened.splice(0)) signals.dispose()
})

class FakeDocument extends EventTarget {
  visibilityState = 'visible'
}

function page(navigator: object): SignalPage & { document: FakeDocument } {
  return { navigator, document: new FakeDocument(), window: new EventTarget() }
}

async function open(from: SignalPage): Promise<DomGovernorSignals> {
  const signals = await DomGovernorSignals.open(from)
  opened.push(signals)
  return signals
}

const changing = <T extends object>(values: T) => Object.assign(new EventTarget(), values)

test('a browser with none of these APIs is one of unknown connection, and shares by that', async () => {
  expect((await open(page({}))).snapshot).toEqual({
    connection: 'unknown',
    saveData: false,
    phone: false,
    lowBattery: false,
    hidden: false,
    asleep: false,
  })
})

test('changes of connection, battery and visibility are followed', async () => {
  const connection = changing({ saveData: false, type: 'wifi' })
  const battery = changing({ level: 0.5, charging: false })
  const from = page({ connection, getBattery: async () => battery, userAgentData: { mobile: true } })
  const signals = await open(from)
  let told = 0
  signals.subscribe(() => {
    told += 1
  })
  expect(signals.snapshot).toMatchObject({ connection: 'unmetered', lowBattery: false, phone: true })
  Object.assign(connection, { type: 'cellular', saveData: true }).dispatchEvent(new Event('change'))
  Object.assign(battery, { level: 0.3 }).dispatchEvent(new Event('levelchange'))
  expect(signals.snapshot).toMatchObject({ connection: 'metered', saveData: true, lowBattery: true })
  Object.assign(battery, { charging: true }).dispatchEvent(new Event('chargingchange'))
  from.document.visibilityState = 'hidden'
  from.document.dispatchEvent(new Event('visibilitychange'))
  expect(signals.snapshot).toMatchObject({ lowBattery: false, hidden: true })
  expect(told).toBe(4)
})

test('a page is asleep from freeze to resume, and from pagehide to pageshow', async () => {
  const from = page({})
  const signals = await open(from)
  const asleep = (target: EventTarget, type: string): boolean => {
    target.dispatchEvent(new Event(type))
    return signals.snapshot.asleep
  }
  expect([asleep(from.document, 'freeze'), asleep(from.document, 'resume')]).toEqual([true, false])
  expect([asleep(from.window, 'pagehide'), asleep(from.window, 'pageshow')]).toEqual([true, false])
})

test('a battery that is refused, or never answers, holds nothing up', async () => {
  const refused = page({ getBattery: () => Promise.reject(new DOMException('no', 'NotAllowedError')) })
  expect((await open(refused)).snapshot.lowBattery).toBe(false)
  const throws = page({
    getBattery: () => {
      throw new TypeError('no')
    },
  })
  expect((await open(throws)).snapshot.lowBattery).toBe(false)
  vi.useFakeTimers()
  const silent = open(page({ getBattery: () => new Promise(() => {}) }))
  await vi.advanceTimersByTimeAsync(250)
  expect((await silent).snapshot.lowBattery).toBe(false)
})

test('after dispose nothing is followed', async () => {
  const connection = changing({ saveData: false })
  const signals = await open(page({ connection }))
  signals.dispose()
  Object.assign(connection, { saveData: true }).dispatchEvent(new Event('change'))
  expect(signals.snapshot.saveData).toBe(false)
})
