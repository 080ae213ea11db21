/** The certificate and key that the settings name. */
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { TrackerError } from '../tracker-error.ts'
import type { TlsFiles } from '../transport/transport.ts'

export interface TlsPaths {
  readonly tlsCertFile?: string | undefined
  readonly tlsKeyFile?: string | undefined
}

/**
 * @returns `undefined` where none are named.
 * @throws TrackerError `tls-unreadable` where they can't be read, or don't belong together
 */
export async function readTlsFiles({ tlsCertFile, tlsKeyFile }: TlsPaths): Promise<TlsFiles | undefined> {
  if (tlsCertFile === undefined || tlsKeyFile === undefined) return undefined
  try {
    const [cert, key] = await Promise.all([readFile(tlsCertFile, 'utf8'), readFile(tlsKeyFile, 'utf8')])
    createSecureContext({ cert, key })
    return { cert, key, certPath: tlsCertFile, keyPath: tlsKeyFile }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    throw new TrackerError(
      'tls-unreadable',
      `${tlsCertFile} and ${tlsKeyFile} are no certificate and key: ${words}`,
      error,
    )
  }
}
