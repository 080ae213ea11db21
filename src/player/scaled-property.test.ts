import { expect, test } from 'vitest'
import { ScaledProperty } from './scaled-property.ts'

function setUp(start = 1, refuses = false) {
  const element = { value: start }
  const property = new ScaledProperty(
    () => element.value,
    (value) => {
      if (!refuses) element.value = value
    },
  )
  return { element, property }
}

test('the product plays, the listener’s value stays', () => {
  const { element, property } = setUp(0.8)
  property.scale(0.5)
  expect(element.value).toBeCloseTo(0.4)
  expect(property.own).toBe(0.8)
  property.scale(1)
  expect(element.value).toBe(0.8)
})

test('what the listener asks for meanwhile is theirs, and is scaled', () => {
  const { element, property } = setUp(1)
  property.scale(0.5)
  property.ask(0.6)
  expect(element.value).toBeCloseTo(0.3)
  property.scale(1)
  expect(element.value).toBe(0.6)
})

test('unscaled, whatever sets the element is believed; scaled, its value is ours', () => {
  const { element, property } = setUp(1)
  element.value = 0.7
  expect(property.own).toBe(0.7)
  property.scale(0.5)
  element.value = 0.1
  expect(property.own).toBe(0.7)
  property.scale(1)
  expect(element.value).toBe(0.7)
})

test('an element that refuses to be set is believed', () => {
  const { property } = setUp(1, true)
  property.ask(0.3)
  expect(property.own).toBe(1)
  property.scale(0.5)
  property.scale(1)
  expect(property.own).toBe(1)
})

test('where the element forgot by itself, what it says now is the listener’s', () => {
  const { element, property } = setUp(1.5)
  property.scale(2)
  expect(element.value).toBe(3)
  element.value = 1.5
  property.forget()
  expect(property.own).toBe(1.5)
})
