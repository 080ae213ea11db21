import { expect, test } from 'vitest'
import { KeptLibrary } from './kept-library.ts'
import { describeLibrary } from './library.contract.ts'
import { MemoryTables } from './memory-tables.ts'

describeLibrary((now) => KeptLibrary.open({ tables: new MemoryTables(), now }))

test('a change that fails in memory is undone as a whole', async () => {
  const tables = new MemoryTables()
  await tables.write((rows) => rows.put('subscriptions', { feedUrl: 'a', title: 'before' }))
  const failing = tables.write(async (rows) => {
    await rows.put('subscriptions', { feedUrl: 'a', title: 'after' })
    await rows.put('subscriptions', { feedUrl: 'b' })
    await rows.clear('subscriptions')
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await tables.read((rows) => rows.all('subscriptions'))).toEqual([{ feedUrl: 'a', title: 'before' }])
})
