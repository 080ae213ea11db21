/**
 * The quick fuzz run; `npm run fuzz:tracker` is the long one. A failure names its frames by the seed:
 * FUZZ_SEED=… FUZZ_FRAMES=… npx vitest run tracker/fuzz.
 */
import { describe, expect, test } from 'vitest'
import { fuzz } from './testing/fuzz/fuzz-run.ts'
import { faultsOf } from './testing/fuzz/report.ts'
import { TRANSPORTS } from './testing/transports.ts'

const FRAMES = Number(process.env.FUZZ_FRAMES ?? 20_000)
const SEED = Number(process.env.FUZZ_SEED ?? 20_260_101)

describe.each(TRANSPORTS)('over %s', (transport) => {
  test(`each of ${FRAMES} hostile frames (seed ${SEED}) comes to a fitting end, and honest listeners notice nothing`, async () => {
    const report = await fuzz({ transport, frames: FRAMES, seed: SEED })
    expect(faultsOf(report)).toEqual([])

    // The attack was one: it got through, was refused, and did end connections.
    const outcomes = [...report.tally.byOutcome()]
    const count = (name: RegExp) => outcomes.reduce((sum, [one, n]) => sum + (name.test(one) ? n : 0), 0)
    expect(report.tally.total).toBeGreaterThanOrEqual(FRAMES)
    expect(report.honestRounds).toBeGreaterThan(FRAMES / 1000)
    expect(count(/^served/)).toBeGreaterThan(FRAMES / 10)
    expect(count(/unreadable/)).toBeGreaterThan(FRAMES / 5)
    expect(count(/^relayed/)).toBeGreaterThan(FRAMES / 100)
    expect(count(/contested/)).toBeGreaterThan(0)
    const codes = transport === 'ws' ? [1002, 1003, 1007, 1009] : [1003, 1006, 1009]
    for (const code of codes) expect(count(new RegExp(`with ${code}$`))).toBeGreaterThan(0)
  }, 60_000)
})
