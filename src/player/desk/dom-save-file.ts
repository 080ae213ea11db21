/** Hands a file to the listener, as a download of the browser. */

/** Some browsers read it after the click has returned. */
const READ_WITHIN_MS = 60_000

export function saveFile(name: string, type: string, parts: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.hidden = true
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), READ_WITHIN_MS)
}
