/**
 * Puts a renewed certificate in force, within a second of its files' change or at once where it is asked to.
 *
 * Certificate and key are two files, written one after the other: what does not belong together, or can't be read, changes nothing
 * but a line in the log, and the next change is looked at anew.
 */
import type { Clock } from '../../src/shared/clock.ts'
import type { TlsFiles } from '../transport/transport.ts'
import { fileStamp } from './node-file-stamp.ts'
import { readTlsFiles, type TlsPaths } from './node-tls-files.ts'
import type { TrackerLog } from './tracker-log.ts'

const POLL_MS = 1000

export interface TlsWatchPorts {
  readonly clock: Clock
  readonly log: TrackerLog
  /** Runs for each pair that is new and good. */
  readonly use: (tls: TlsFiles) => void
}

export class NodeTlsWatch {
  readonly #paths: TlsPaths
  readonly #ports: TlsWatchPorts
  #stamp: string | undefined
  #inForce: string
  #cancel = () => {}
  #closed = false

  /** @param inForce What is in use already. */
  constructor(paths: TlsPaths, inForce: TlsFiles, ports: TlsWatchPorts) {
    this.#inForce = inForce.cert + inForce.key
    this.#paths = paths
    this.#ports = ports
    void this.#stampNow().then((stamp) => {
      this.#stamp ??= stamp
      this.#pollLater()
    })
  }

  /** Reads at once, changed or not. Never rejects. */
  async reload(): Promise<void> {
    this.#stamp = await this.#stampNow()
    const { log, use } = this.#ports
    try {
      const tls = await readTlsFiles(this.#paths)
      if (tls === undefined || this.#closed || tls.cert + tls.key === this.#inForce) return
      use(tls)
      this.#inForce = tls.cert + tls.key
      log.info('the certificate was read again')
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      log.warn('the certificate could not be read again; the one in use stays', { problem })
    }
  }

  close(): void {
    this.#closed = true
    this.#cancel()
  }

  #pollLater(): void {
    if (this.#closed) return
    this.#cancel = this.#ports.clock.after(POLL_MS, () => {
      void this.#look().finally(() => this.#pollLater())
    })
  }

  async #look(): Promise<void> {
    if ((await this.#stampNow()) !== this.#stamp) await this.reload()
  }

  async #stampNow(): Promise<string> {
    const { tlsCertFile = '', tlsKeyFile = '' } = this.#paths
    const stamps = [fileStamp(tlsCertFile), fileStamp(tlsKeyFile)]
    return (await Promise.all(stamps)).join(', ')
  }
}
