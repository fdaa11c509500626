import { describe, expect, it } from 'vitest'
import { before, type Release } from './history'

const release = (id: string, status: Release['status'], digest: string) =>
  ({ id, status, images: [{ component: 'shop', reference: `registry.example.com/shop@${digest}` }] }) as unknown as Release

describe('what an environment goes back to', () => {
  it('is the newest that was live and ran something else', () => {
    const all = [release('5', 'failed', 'c'), release('4', 'live', 'b'), release('3', 'superseded', 'b'), release('2', 'superseded', 'a'), release('1', 'superseded', 'z')]
    expect(before(all)?.id).toBe('2')
  })

  it('is nothing where nothing else ever was live', () => {
    expect(before([release('2', 'live', 'a'), release('1', 'failed', 'b')])).toBeUndefined()
    expect(before([])).toBeUndefined()
  })
})
