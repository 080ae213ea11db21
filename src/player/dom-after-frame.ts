/**
 * Lets the browser draw what is there: what is awaited goes on in a task of its own after the next frame, or at once where the page is
 * hidden and no frame comes.
 */
export async function afterFrame(): Promise<void> {
  if (document.hidden) return
  await new Promise((resolve) => requestAnimationFrame(resolve))
  await new Promise((resolve) => setTimeout(resolve))
}
