import { expect } from 'chai'
import { keepers } from './house/keepers.ts'
import { readDeclared, readTree } from './house/read-tree.ts'
import { rooms } from './house/rooms.ts'
import { againstDirection, homeless, outOfKeeping, ownIndex, reachingIn, undeclared } from './house/strays.ts'

describe('the house', () => {
  const files = readTree()

  it('has a room for every file', () => expect(homeless(files)).to.deep.equal([]))

  for (const room of rooms.filter(({ imports }) => imports !== 'everything')) {
    const allowed = room.imports.length === 0 ? 'no other room' : `only ${[room.imports].flat().join(', ')}`
    it(`lets ${room.name} import ${allowed}`, () => expect(againstDirection(files, room)).to.deep.equal([]))
  }

  for (const keeper of keepers) {
    it(`lets ${keeper.of} into ${keeper.only.join(', ')} alone`, () =>
      expect(outOfKeeping(files, keeper)).to.deep.equal([]))
  }

  it("imports nobody's own index", () => expect(ownIndex(files)).to.deep.equal([]))

  it('reaches other packages by their names alone', () => expect(reachingIn(files)).to.deep.equal([]))

  it('imports in a package only what its package.json lists', () =>
    expect(undeclared(files, readDeclared())).to.deep.equal([]))
})
