import { expect } from 'chai'
import { readRecord } from '../../src/state/salvage/record.ts'

describe('state/salvage/record', () => {
  const table: readonly (readonly [what: string, bytes: readonly number[], cells: unknown])[] = [
    ['numbers, nothing and texts', [5, 0, 1, 8, 17, 0xff, 0x61, 0x62], [null, -1, 0, 'ab']],
    ['bytes', [2, 16, 1, 2], [Uint8Array.of(1, 2)]],
    ['no record that ends too soon', [2, 17, 0x61], undefined],
    ['no record with something left over', [2, 1, 5, 5], undefined],
    ['nothing of a header beyond the end', [9, 1], undefined],
  ]
  for (const [what, bytes, cells] of table) {
    it(`reads ${what}`, () => expect(readRecord(Buffer.from(bytes))).to.deep.equal(cells))
  }
})
