import { allowanceLedgerContract } from './allowance.contract.ts'
import { MemoryAllowance } from './memory-allowance.ts'

allowanceLedgerContract(async () => new MemoryAllowance())
