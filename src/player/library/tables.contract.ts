/**
 * What every implementation of the tables promises, as tests.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { IndexKey, Tables } from './tables.ts'

const FEED = 'https://a.example/'
const show = (feedUrl: string, title: string) => ({ feedUrl, title })
const heard = (feedUrl: string, guid: string, heardAt?: number) => ({
  feedUrl,
  guid,
  ...(heardAt !== undefined && { heardAt }),
})

/** Opens new, empty tables; the suite closes them. */
export function describeTables(openEmpty: () => Promise<Tables>): void {
  function rule(name: string, body: (tables: Tables) => Promise<void>): void {
    test(name, async () => {
      const tables = await openEmpty()
      try {
        await body(tables)
      } finally {
        tables.close()
      }
    })
  }

  rule('a change that fails is undone as a whole, and a fault of ours stays what it is', async (tables) => {
    await tables.write((rows) => rows.put('subscriptions', show('a', 'before')))
    const failing = tables.write(async (rows) => {
      await rows.put('subscriptions', show('a', 'after'))
      await rows.put('subscriptions', show('b', 'new'))
      await rows.clear('subscriptions')
      throw new TypeError('our bug')
    })
    await expect(failing).rejects.toThrow(TypeError)
    expect(await tables.read((rows) => rows.all('subscriptions'))).toEqual([show('a', 'before')])
  })

  rule('rows of a show are found and removed without those whose address begins the same', async (tables) => {
    const rows = [
      heard(FEED, 'e1'),
      heard(FEED, ''),
      heard(FEED, '\uffff'),
      heard(`${FEED}x`, 'e1'),
      heard('https://a.example', 'e1'),
    ]
    await tables.write(async (writer) => {
      for (const row of rows) await writer.put('heard', row)
    })
    expect(await tables.read((reader) => reader.ofShow('heard', FEED))).toHaveLength(3)
    await tables.write((writer) => writer.deleteOfShow('heard', FEED))
    expect(await tables.read((reader) => reader.all('heard'))).toHaveLength(2)
  })

  rule('what is put stays as it was put', async (tables) => {
    const row = { name: 'queue', value: ['a'] }
    await tables.write((rows) => rows.put('singles', row))
    row.value.push('b')
    expect(await tables.read((rows) => rows.get('singles', 'queue'))).toEqual({ name: 'queue', value: ['a'] })
    expect(await tables.read((rows) => rows.get('singles', 'other'))).toBeUndefined()
    await tables.write((rows) => rows.delete('singles', 'other'))
  })

  rule('changes asked for at once come one after the other', async (tables) => {
    await tables.write((rows) => rows.put('singles', { name: 'n', value: 0 }))
    const add = () =>
      tables.write(async (rows) => {
        const { value } = (await rows.get('singles', 'n')) as { value: number }
        await rows.put('singles', { name: 'n', value: value + 1 })
      })
    await Promise.all(Array.from({ length: 20 }, add))
    expect(await tables.read((rows) => rows.get('singles', 'n'))).toEqual({ name: 'n', value: 20 })
  })

  test('an index is read page by page, each row once and the latest first, also where moments are the same', async () => {
    const row = fc.record({ guid: fc.string({ maxLength: 4 }), heardAt: fc.option(fc.nat(3), { nil: undefined }) })
    const rows = fc.uniqueArray(row, { selector: ({ guid }) => guid, maxLength: 15 })
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 4 }), async (list, limit) => {
        const tables = await openEmpty()
        await tables.write(async (writer) => {
          for (const { guid, heardAt } of list) await writer.put('heard', heard(FEED, guid, heardAt))
        })
        const seen: { readonly guid: string; readonly heardAt: number }[] = []
        let before: IndexKey | undefined
        for (let page = 0; page < 20; page++) {
          const found = (await tables.read((reader) => reader.latest('history', limit, before))) as typeof seen
          expect(found.length).toBeLessThanOrEqual(limit)
          const last = found.at(-1)
          if (last === undefined) break
          seen.push(...found)
          before = [last.heardAt, FEED, last.guid]
        }
        tables.close()
        const dated = list.filter(({ heardAt }) => heardAt !== undefined)
        expect(seen.map(({ guid }) => guid).sort()).toEqual(dated.map(({ guid }) => guid).sort())
        expect(seen.every(({ heardAt }, index) => index === 0 || heardAt <= (seen[index - 1]?.heardAt ?? 0))).toBe(true)
      }),
      { numRuns: 25 },
    )
  })
}
