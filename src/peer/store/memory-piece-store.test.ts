import { MemoryPieceStore } from './memory-piece-store.ts'
import { describePieceStore } from './piece-store.contract.ts'

describePieceStore(async (options) => new MemoryPieceStore(options))
