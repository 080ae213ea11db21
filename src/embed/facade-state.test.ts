import { expect, test } from 'vitest'
import { type FacadeFact, initialFacadeState, reduceFacade } from './facade-state.ts'

const INTEREST: FacadeFact = { type: 'Interest' }
const PRESSED: FacadeFact = { type: 'Pressed' }
const HERE: FacadeFact = { type: 'FrameDrawn', isControllable: false }
const READY: FacadeFact = { type: 'FrameDrawn', isControllable: true }
const SILENT: FacadeFact = { type: 'FrameSilent' }
const hold = (isHeld: boolean): FacadeFact => ({ type: 'HoldChanged', isHeld })
const focus = (hasFocus: boolean): FacadeFact => ({ type: 'FocusChanged', hasFocus })
const state = (...facts: readonly FacadeFact[]) => facts.reduce(reduceFacade, initialFacadeState)

test('the frame comes with the first interest, once, and shows when its player is drawn', () => {
  expect(state()).toMatchObject({ phase: 'waiting', attempt: 0 })
  expect(state(INTEREST, INTEREST)).toMatchObject({ phase: 'loading', attempt: 1 })
  expect(state(INTEREST, READY)).toMatchObject({ phase: 'shown', wantsPlay: false })
  expect(state(READY)).toMatchObject({ phase: 'waiting' })
})

test('a frame that this page may not control shows all the same', () => {
  expect(state(PRESSED, HERE)).toMatchObject({ phase: 'shown', wantsPlay: true, isControllable: false })
  expect(state(PRESSED, HERE, READY)).toMatchObject({ wantsPlay: true, isControllable: true })
})

test('a press before the frame is there is remembered', () => {
  expect(state(INTEREST, PRESSED)).toMatchObject({ phase: 'loading', wantsPlay: true, attempt: 1 })
  expect(state(INTEREST, PRESSED, READY)).toMatchObject({ phase: 'shown', wantsPlay: true })
})

test('the frame waits for a finger to be lifted, and for the focus to leave', () => {
  expect(state(INTEREST, hold(true), READY)).toMatchObject({ phase: 'ready' })
  expect(state(INTEREST, hold(true), READY, PRESSED, hold(false))).toMatchObject({ phase: 'shown', wantsPlay: true })
  expect(state(INTEREST, focus(true), READY)).toMatchObject({ phase: 'ready' })
  expect(state(INTEREST, focus(true), READY, PRESSED)).toMatchObject({ phase: 'shown', hasFocus: true })
  expect(state(INTEREST, focus(true), READY, focus(false))).toMatchObject({ phase: 'shown', wantsPlay: false })
})

test('a frame that stays silent fails; a press asks for another one, and a late one is welcome', () => {
  expect(state(PRESSED, SILENT)).toMatchObject({ phase: 'failed', wantsPlay: false })
  expect(state(PRESSED, SILENT, PRESSED)).toMatchObject({ phase: 'loading', wantsPlay: true, attempt: 2 })
  expect(state(INTEREST, SILENT, READY)).toMatchObject({ phase: 'shown' })
  expect(state(INTEREST, READY, SILENT)).toMatchObject({ phase: 'shown' })
})

test('another episode that plays takes the press back', () => {
  expect(state(PRESSED, { type: 'Outplayed' }, READY)).toMatchObject({ phase: 'shown', wantsPlay: false })
})
