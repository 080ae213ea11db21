import { expect, test, vi } from 'vitest'
import { DomPictureInPicture, type PictureInPictureVideo } from './dom-picture-in-picture.ts'

function standard() {
  const page = {
    pictureInPictureEnabled: true,
    pictureInPictureElement: null as unknown,
    exitPictureInPicture: vi.fn(async () => {
      page.pictureInPictureElement = null
      video.dispatchEvent(new Event('leavepictureinpicture'))
    }),
  }
  const video: PictureInPictureVideo = Object.assign(new EventTarget(), {
    requestPictureInPicture: vi.fn(async () => {
      page.pictureInPictureElement = video
      video.dispatchEvent(new Event('enterpictureinpicture'))
    }),
  })
  return { page, video }
}

test('toggled there and back, and what the browser says is what is shown', async () => {
  const { page, video } = standard()
  const window = DomPictureInPicture.of(video, page)
  expect(window?.snapshot).toBe(false)
  await window?.toggle()
  expect(window?.snapshot).toBe(true)
  await window?.toggle()
  expect(window?.snapshot).toBe(false)
  window?.dispose()
  page.pictureInPictureElement = video
  video.dispatchEvent(new Event('enterpictureinpicture'))
  expect(window?.snapshot).toBe(false)
})

test('Safari’s own way is taken where the standard one is missing', async () => {
  const video = Object.assign(new EventTarget(), {
    webkitPresentationMode: 'inline',
    webkitSupportsPresentationMode: (mode: string) => mode === 'picture-in-picture',
    webkitSetPresentationMode(mode: string) {
      video.webkitPresentationMode = mode
      video.dispatchEvent(new Event('webkitpresentationmodechanged'))
    },
  })
  const window = DomPictureInPicture.of(video, {})
  await window?.toggle()
  expect(window?.snapshot).toBe(true)
  await window?.toggle()
  expect(window?.snapshot).toBe(false)
})

test('it is not offered where there is no way, the page may not, or the video is not to', () => {
  expect(DomPictureInPicture.of(new EventTarget(), { pictureInPictureEnabled: true })).toBeUndefined()
  const { page, video } = standard()
  expect(DomPictureInPicture.of(video, { ...page, pictureInPictureEnabled: false })).toBeUndefined()
  expect(DomPictureInPicture.of(Object.assign(video, { disablePictureInPicture: true }), page)).toBeUndefined()
})

test('a refusal is nobody’s error', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { page, video } = standard()
  const refusing = Object.assign(video, { requestPictureInPicture: () => Promise.reject(new TypeError('no')) })
  await expect(DomPictureInPicture.of(refusing, page)?.toggle()).resolves.toBeUndefined()
  expect(warn).toHaveBeenCalledOnce()
  warn.mockRestore()
})
