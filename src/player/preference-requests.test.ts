import { expect, test } from 'vitest'
import { MuteRequest, PauseRequest, PlayRequest, RateRequest, SeekRequest, VolumeRequest } from './player-requests.ts'
import { preferenceIn } from './preference-requests.ts'

test('a wish says what it asks for and nothing else of how one likes to hear', () => {
  expect(preferenceIn(new RateRequest(1.5))).toEqual({ rate: 1.5 })
  expect(preferenceIn(new VolumeRequest(0.4))).toEqual({ volume: 0.4, muted: false })
  expect(preferenceIn(new MuteRequest(true))).toEqual({ muted: true })
  for (const request of [new PlayRequest(), new PauseRequest(), new SeekRequest(3)]) {
    expect(preferenceIn(request)).toBeUndefined()
  }
})
