import { describe, expect, it } from 'vitest'
import { change, money, movePoint, quantity, unitPrice } from './money'

describe('money', () => {
  it('rounds once, and keeps digits that a double would lose', () => {
    expect(money('661.331157957572338845', 'USD')).toBe('$661.33')
    expect(money('9007199254740993.01', 'USD')).toBe('$9,007,199,254,740,993.01')
    expect(money('-9', 'USD')).toBe('−$9.00')
  })
  it('never shows as nothing what costs something', () => {
    expect(money('0.0049', 'USD')).toBe('< $0.01')
    expect(money('0.005', 'USD')).toBe('$0.01')
  })
  it('says unit prices with every digit of the source, and tiny ones of a million', () => {
    expect(unitPrice('0.0252', 'USD', 'hour')).toEqual({ price: '$0.0252', per: 'per hour' })
    expect(unitPrice('5', 'USD', 'month')).toEqual({ price: '$5.00', per: 'per month' })
    expect(unitPrice('0.0000004', 'USD', 'request')).toEqual({ price: '$0.40', per: 'per 1,000,000 requests' })
  })
  it('moves the point without arithmetic', () => {
    expect(movePoint('0.0000006', 6)).toBe('0.6')
    expect(movePoint('0.00000025', 6)).toBe('0.25')
    expect(movePoint('12.5', 6)).toBe('12500000')
  })
  it('gives changes their sign', () => {
    expect(change('4.58', 'USD')).toBe('+$4.58')
    expect(change('-13.14', 'USD')).toBe('−$13.14')
    expect(quantity('-100')).toBe('−100')
  })
})
