/** How much this site keeps and may keep, as far as the browser says. Never rejects. */
import type { StorageEstimate } from './kept-bytes.ts'

export async function readStorageEstimate(): Promise<StorageEstimate> {
  try {
    const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {}
    return { ...(usage !== undefined && { usageBytes: usage }), ...(quota !== undefined && { quotaBytes: quota }) }
  } catch {
    return {}
  }
}
