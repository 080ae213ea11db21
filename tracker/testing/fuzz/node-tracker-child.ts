/** The process of `node-tracker-process.ts`: a tracker with the settings in its argument, that tells how it does and ends with its parent. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { writeHeapSnapshot } from 'node:v8'
import { parseTrackerSettings, startTracker } from '../../index.ts'
import type { ChildMessage } from './node-tracker-process.ts'

const tell = (message: ChildMessage) => process.send?.(message)
const log = { info() {}, warn: (line: string) => tell({ type: 'warning', line }) }
const tracker = await startTracker(parseTrackerSettings(JSON.parse(process.argv[2] ?? '{}')), { log })

process.on('message', async () => {
  while (tracker.stats().sockets > 0) await sleep(10)
  // What one collection finds dead, finalizers and caches let go of before the next.
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.()
    await sleep(1)
  }
  const residentBytes = process.memoryUsage().rss
  const snapshotFile = writeHeapSnapshot(join(tmpdir(), `tracker-fuzz-${process.pid}.heapsnapshot`))
  tell({ type: 'measured', residentBytes, snapshotFile, stats: tracker.stats() })
})
process.once('disconnect', () => void tracker.close().then(() => process.exit()))
tell({ type: 'listening', url: tracker.url })
