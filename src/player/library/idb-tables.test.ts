import 'fake-indexeddb/auto'
import { IdbTables } from './idb-tables.ts'
import { KeptLibrary } from './kept-library.ts'
import { describeLibrary } from './library.contract.ts'

let databases = 0

describeLibrary(async (now) => {
  const tables = await IdbTables.open({ name: `contract-${databases++}`, timeoutMs: 5_000, onGone() {} })
  return KeptLibrary.open({ tables, now })
})
