/**
 * Node's part of TURN logins: the secret's file, and HMAC-SHA1. The rest is `turn-credentials.ts`.
 */
import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { TrackerError } from '../tracker-error.ts'
import type { HmacSha1Base64 } from './turn-credentials.ts'

export const hmacSha1Base64: HmacSha1Base64 = (secret, text) => createHmac('sha1', secret).update(text).digest('base64')

/**
 * @param path a text file with coturn's `static-auth-secret` in it; white space around it does not count
 * @throws TrackerError `bad-settings` where it can't be read, or has no secret, or more than one line. The secret is in no message.
 */
export async function readTurnSecret(path: string): Promise<string> {
  const bad = (words: string, cause?: unknown) => new TrackerError('bad-settings', `'turnSecretFile': ${words}`, cause)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw bad(`${path} cannot be read: ${error instanceof Error ? error.message : error}`, error)
  }
  const secret = text.trim()
  if (secret === '') throw bad(`${path} is empty`)
  if (/[\r\n]/.test(secret)) throw bad(`${path} must have the secret and nothing else, on one line`)
  return secret
}
