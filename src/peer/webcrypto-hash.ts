/**
 * SHA-1 by WebCrypto: in pages (secure contexts), workers and Node alike, off the main thread in browsers.
 */

/** @returns 20 bytes. `bytes` are read, not kept. */
export async function sha1(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  // WebCrypto takes no SharedArrayBuffer, and nothing of ours is in one: the cast says so to the type checker.
  return new Uint8Array(await crypto.subtle.digest('SHA-1', bytes as Uint8Array<ArrayBuffer>))
}
