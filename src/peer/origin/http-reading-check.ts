/**
 * Tells a host that is down from one that is up but forbids cross-origin reading (no CORS header): `fetch` fails alike for both.
 */
const TIMEOUT_MS = 5_000

/** @returns true where the host answers as long as nobody wants to read the answer. */
export async function hostForbidsReading(url: string, signal: AbortSignal): Promise<boolean> {
  const options = {
    credentials: 'omit',
    cache: 'no-store',
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  } as const
  try {
    await fetch(url, { ...options, method: 'HEAD', mode: 'no-cors' })
  } catch {
    return false
  }
  try {
    // It may have come back meanwhile.
    // GET, because some hosts allow cross-origin reading for nothing else.
    await fetch(url, { ...options, headers: { Range: 'bytes=0-0' }, mode: 'cors' })
    return false
  } catch {
    return true
  }
}
