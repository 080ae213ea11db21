import { expect, test, vi } from 'vitest'
import { fullScreenOf } from './dom-full-screen.ts'

test('the standard way is taken where there is one and the page may use it', async () => {
  const video = { requestFullscreen: vi.fn(async () => {}), webkitEnterFullscreen: vi.fn() }
  await fullScreenOf(video, true)?.()
  expect(video.requestFullscreen).toHaveBeenCalledOnce()
  expect(video.webkitEnterFullscreen).not.toHaveBeenCalled()
  expect(fullScreenOf(video, false)).toBeUndefined()
})

test("an iPhone's video has its own way, a video without any has none", async () => {
  const video = { webkitEnterFullscreen: vi.fn() }
  await fullScreenOf(video, false)?.()
  expect(video.webkitEnterFullscreen).toHaveBeenCalledOnce()
  expect(fullScreenOf({}, true)).toBeUndefined()
})

test('a refusal, thrown or rejected, is nobody’s error', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const rejecting = { requestFullscreen: () => Promise.reject(new TypeError('no')) }
  const throwing = {
    webkitEnterFullscreen() {
      throw new Error('too early')
    },
  }
  await expect(fullScreenOf(rejecting, true)?.()).resolves.toBeUndefined()
  await expect(fullScreenOf(throwing, true)?.()).resolves.toBeUndefined()
  expect(warn).toHaveBeenCalledTimes(2)
  warn.mockRestore()
})
