import { describeFileStore } from './file-store.contract.ts'
import { MemoryFileStore } from './memory-file-store.ts'

describeFileStore(async (options) => new MemoryFileStore(options))
