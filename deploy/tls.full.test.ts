/** TLS in the tracker's own process, and a certificate that is renewed under it. */

import { copyFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WireClient } from '../tracker/testing/ws-test-client.ts'
import { startTrackerProcess } from './testing/node-tracker-process.ts'
import { Workbench } from './testing/workbench.ts'

let bench: Workbench
beforeEach(async () => {
  bench = await Workbench.open()
})
afterEach(() => bench.close())

test('on SIGHUP newcomers get the new certificate, and who is there stays', { timeout: 60_000 }, async () => {
  const [old, renewed] = [await bench.certificate('old'), await bench.certificate('renewed')]
  const [certFile, keyFile] = [bench.at('fullchain.pem'), bench.at('privkey.pem')]
  const install = async (from: typeof old) => {
    await copyFile(from.certFile, certFile)
    await copyFile(from.keyFile, keyFile)
  }
  await install(old)
  const tracker = await startTrackerProcess(bench, ['--open', '--tls-cert-file', certFile, '--tls-key-file', keyFile])
  const connect = async (ca: string) => {
    const client = await WireClient.connect(`wss://localhost:${tracker.port}/tracker`, { ca, family: 4 })
    bench.atEnd(() => client.close())
    return client
  }
  const early = await connect(old.cert)
  await expect(connect(renewed.cert)).rejects.toThrow(/self-signed|unable to verify/)
  await install(renewed)
  tracker.signal('SIGHUP')
  await expect.poll(() => connect(renewed.cert).then(() => 'in', String), { timeout: 10_000 }).toBe('in')
  await expect(connect(old.cert)).rejects.toThrow(/self-signed|unable to verify/)
  expect(early.socket.readyState).toBe(early.socket.OPEN)
})
