import 'fake-indexeddb/auto'
import { IdbTables } from './idb-tables.ts'
import { KeptLibrary } from './kept-library.ts'
import { describeLibrary } from './library.contract.ts'
import { describeTables } from './tables.contract.ts'

let databases = 0
const open = () => IdbTables.open({ name: `contract-${databases++}`, timeoutMs: 5_000, onGone() {} })

describeTables(open)
describeLibrary(async (now) => KeptLibrary.open({ tables: await open(), now }))
