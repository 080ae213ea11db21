/** A show is taken back as docs/operating.md says: by the command, under a tracker that runs. */
import { rename } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashOf, peerOf } from '../tracker/testing/ids.ts'
import { WireClient } from '../tracker/testing/ws-test-client.ts'
import { startTrackerProcess } from './testing/node-tracker-process.ts'
import { ask, ROOT, Workbench } from './testing/workbench.ts'

const [KEPT, GONE] = [hashOf(1), hashOf(2)]

let bench: Workbench
beforeEach(async () => {
  bench = await Workbench.open()
})
afterEach(() => bench.close())

test('who is in the swarm of a withdrawn episode is told so, and the other swarm goes on', {
  timeout: 60_000,
}, async () => {
  const list = await bench.write('allowlist.txt', `${KEPT}  Episode 1\n${GONE}  Episode 2\n`)
  const tracker = await startTrackerProcess(bench, ['--allowlist', list])
  const client = await WireClient.connect(`ws://127.0.0.1:${tracker.port}/tracker`)
  bench.atEnd(() => client.close())
  const join = (infoHash: typeof KEPT) => client.ask({ type: 'announce', infoHash, peerId: peerOf(1), offers: [] })
  expect([await join(KEPT), await join(GONE)]).toMatchObject([{ type: 'announced' }, { type: 'announced' }])

  await ask(process.execPath, ['--import', 'tsx', `${ROOT}publish/cli.ts`, 'withdraw', bench.folder, GONE])
  expect(await client.next()).toMatchObject({ type: 'failure', infoHash: GONE, code: 'withdrawn' })
  expect(await join(GONE)).toMatchObject({ type: 'failure', code: 'withdrawn' })

  // As it is brought to where a tracker reads it: beside the old one, and renamed over.
  await rename(await bench.write('next.txt', `${KEPT}  Episode 1\n`), list)
  tracker.signal('SIGHUP')
  await expect.poll(() => join(GONE)).toMatchObject({ type: 'failure', code: 'unlisted' })
  expect(await join(KEPT)).toMatchObject({ type: 'announced', incomplete: 1 })
})
