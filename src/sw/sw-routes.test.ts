import { expect, test } from 'vitest'
import { leaveOthersAlone } from './sw-routes.ts'

/** An install event, with what waits for it and what was routed. */
function installing(addRoutes?: (rules: unknown) => Promise<void>) {
  const waited: Promise<unknown>[] = []
  const event = { waitUntil: (work: Promise<unknown>) => void waited.push(work), ...(addRoutes && { addRoutes }) }
  return { event: event as unknown as ExtendableEvent, waited }
}

test('requests to other hosts go past the worker, its own host’s do not', async () => {
  const routed: unknown[] = []
  const { event, waited } = installing(async (rules) => void routed.push(rules))
  leaveOthersAlone(event, 'https://show.example/player/one.html')
  await Promise.all(waited)
  expect(routed).toEqual([{ condition: { not: { urlPattern: 'https://show.example/*' } }, source: 'network' }])
})

test('a browser that knows no such routes, or not these, installs the worker all the same', async () => {
  const old = installing()
  leaveOthersAlone(old.event, 'https://show.example/')
  expect(old.waited).toEqual([])
  const older = installing(async () => Promise.reject(new TypeError('unknown condition')))
  leaveOthersAlone(older.event, 'https://show.example/')
  await expect(Promise.all(older.waited)).resolves.toBeDefined()
  const oldest = installing(() => {
    throw new TypeError('unknown condition')
  })
  expect(() => leaveOthersAlone(oldest.event, 'https://show.example/')).not.toThrow()
})
