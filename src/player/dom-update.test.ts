/** Bringing in a newer build, with the browser's side as stand-ins and the clock wound by hand. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Subject } from '../shared/emitter.ts'
import { PlayingLock } from './dom-playing-lock.ts'
import { DomUpdate } from './dom-update.ts'
import { fakeLocks } from './testing/fake-locks.ts'
import { HIDDEN_MS, QUIET_AFTER_PLAY_MS } from './update-state.ts'

class Worker extends EventTarget {
  state: ServiceWorkerState = 'installing'
  readonly messages: unknown[] = []
  postMessage(message: unknown): void {
    this.messages.push(message)
  }
  becomes(state: ServiceWorkerState): void {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
}

class Registration extends EventTarget {
  installing: Worker | null = null
  waiting: Worker | null = null
  active: Worker | null = new Worker()
  looks = 0
  async update(): Promise<void> {
    this.looks += 1
    throw new TypeError('offline')
  }
  /** A newer worker comes, up to the point where it waits. */
  bring(): Worker {
    const worker = new Worker()
    this.installing = worker
    this.dispatchEvent(new Event('updatefound'))
    this.installing = null
    this.waiting = worker
    worker.becomes('installed')
    return worker
  }
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0))
const TAKE_OVER = [{ kind: 'grapevine-take-over' }]

let registration: Registration
let container: EventTarget & { controller: Worker | null }
let page: EventTarget & { visibilityState: DocumentVisibilityState }
let playing: Subject<boolean>
let locks: LockManager
let others: PlayingLock
let busy: boolean
let reloads: number
let left: number
let now: number
let timers: { at: number; run: () => void }[]
let update: DomUpdate
beforeEach(() => {
  registration = new Registration()
  container = Object.assign(new EventTarget(), { controller: new Worker() })
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' as const })
  playing = new Subject(false)
  locks = fakeLocks()
  others = new PlayingLock(locks)
  busy = false
  reloads = 0
  left = 0
  now = 0
  timers = []
})
afterEach(() => update.dispose())

function start(): DomUpdate {
  const clock = {
    now: () => now,
    after(delayMs: number, run: () => void) {
      const timer = { at: now + delayMs, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
  }
  const ports = { registration, container, page, playing, lock: new PlayingLock(locks), clock }
  update = new DomUpdate({
    ...(ports as unknown as ConstructorParameters<typeof DomUpdate>[0]),
    isBusy: () => busy,
    leave: () => {
      left += 1
    },
    reload: () => {
      reloads += 1
    },
  })
  return update
}

async function pass(ms: number): Promise<void> {
  const until = now + ms
  for (;;) {
    const [next] = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
    if (next === undefined) break
    timers = timers.filter((one) => one !== next)
    now = next.at
    next.run()
  }
  now = until
  await settled()
}

function hide(hidden: boolean): void {
  page.visibilityState = hidden ? 'hidden' : 'visible'
  page.dispatchEvent(new Event('visibilitychange'))
}

function rules(worker: Worker): void {
  container.controller = worker
  registration.waiting = null
  container.dispatchEvent(new Event('controllerchange'))
}

test('a newer version is offered; said yes to, its worker takes over, and then the page is loaded again', async () => {
  const { offer } = start()
  expect(offer.snapshot).toBe('none')
  const worker = registration.bring()
  expect(offer.snapshot).toBe('offered')
  update.ask()
  await settled()
  expect(worker.messages).toEqual(TAKE_OVER)
  expect(registration.active?.messages, 'the old one ends what it sends').toEqual([{ kind: 'grapevine-give-way' }])
  expect([left, reloads], 'not before it rules').toEqual([1, 0])
  rules(worker)
  expect(reloads).toBe(1)
  hide(true)
  await pass(60_000)
  expect([left, reloads], 'once').toEqual([1, 1])
})

test('a worker that does not take over is not waited for: the page, which has let go, is loaded again', async () => {
  start()
  registration.bring()
  update.ask()
  await settled()
  await pass(10_000)
  expect([left, reloads]).toEqual([1, 1])
})

test('one that waited since before this page was opened is offered too', () => {
  registration.waiting = new Worker()
  registration.waiting.state = 'installed'
  expect(start().offer.snapshot).toBe('offered')
})

test('the first worker of all is no update, and neither is its taking over', () => {
  registration.active = null
  container.controller = null
  const { offer } = start()
  const worker = registration.bring()
  rules(worker)
  expect(offer.snapshot).toBe('none')
  rules(new Worker())
  expect(offer.snapshot, 'a second one is').toBe('offered')
})

test('one that failed is offered no more', () => {
  const { offer } = start()
  const worker = registration.bring()
  registration.waiting = null
  worker.becomes('redundant')
  expect(offer.snapshot).toBe('none')
})

test('while it plays nothing happens, seen or hidden; long after it stopped, hidden, it comes by itself', async () => {
  start()
  playing.set(true)
  const worker = registration.bring()
  hide(true)
  await pass(10 * QUIET_AFTER_PLAY_MS)
  expect(worker.messages).toEqual([])
  playing.set(false)
  await pass(QUIET_AFTER_PLAY_MS - 1)
  expect(worker.messages).toEqual([])
  await pass(1)
  expect(worker.messages).toEqual(TAKE_OVER)
  rules(worker)
  expect(reloads).toBe(1)
})

test('a hidden page that others play beside waits for them', async () => {
  start()
  others.set(true)
  const worker = registration.bring()
  hide(true)
  await pass(HIDDEN_MS)
  expect(worker.messages).toEqual([])
  others.set(false)
  await settled()
  expect(worker.messages).toEqual(TAKE_OVER)
})

test('asked for while another tab plays it waits, says so, and comes when that one stops', async () => {
  const { offer } = start()
  others.set(true)
  const worker = registration.bring()
  update.ask()
  await settled()
  expect([offer.snapshot, worker.messages, left]).toEqual(['waits-for-others', [], 0])
  update.ask()
  await settled()
  expect(offer.snapshot, 'asking twice changes nothing').toBe('waits-for-others')
  others.set(false)
  await settled()
  expect(worker.messages).toEqual(TAKE_OVER)
})

test('another tab brought it: this one goes on playing under the new worker until its own moment', async () => {
  const { offer } = start()
  playing.set(true)
  rules(registration.bring())
  hide(true)
  await pass(10 * QUIET_AFTER_PLAY_MS)
  expect([reloads, offer.snapshot]).toEqual([0, 'offered'])
  update.ask()
  expect(reloads, 'the listener says so').toBe(1)
})

test('what a reload would lose keeps back what nobody asked for, and nothing else', async () => {
  start()
  busy = true
  const worker = registration.bring()
  hide(true)
  await pass(HIDDEN_MS)
  expect(worker.messages).toEqual([])
  busy = false
  await pass(60_000)
  expect(worker.messages).toEqual(TAKE_OVER)
  busy = true
  update.ask()
  rules(worker)
  expect(reloads).toBe(1)
})

test('a page that stays open looks each hour, and nothing is left of one that ends', async () => {
  start()
  await pass(2 * 60 * 60_000 + 1)
  expect(registration.looks).toBe(2)
  playing.set(true)
  await settled()
  update.dispose()
  expect(timers).toEqual([])
  const worker = registration.bring()
  rules(worker)
  await settled()
  expect([update.offer.snapshot, reloads]).toEqual(['none', 0])
  expect(await others.ifOthersAreQuiet(() => {}), 'it holds nothing').toBe(true)
})
