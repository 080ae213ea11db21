import { KeptLibrary } from './kept-library.ts'
import { describeLibrary } from './library.contract.ts'
import { MemoryTables } from './memory-tables.ts'
import { describeTables } from './tables.contract.ts'

describeTables(async () => new MemoryTables())
describeLibrary((now) => KeptLibrary.open({ tables: new MemoryTables(), now }))
