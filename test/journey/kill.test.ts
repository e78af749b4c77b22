/**
 * kill -9 at any moment, under each policy. `KILLS=200` makes it long (4 by default), `SEED=…` makes the same choices again.
 */
import { setInterval } from 'node:timers/promises'
import { expect } from 'chai'
import type { DoubtPolicy } from '@vouchrelay/core'
import { startSandbox, type Sandbox, type StoredEvent } from '@vouchrelay/sandbox'
import { drain } from './drain.ts'
import { freePort } from './free-port.ts'
import { judge, keyOfStored, type Judgement } from './judgement.ts'
import { countLeft, readLetters } from './read-state.ts'
import { runBin, type Bin } from './run-bin.ts'
import { lostIn, scrape, statesOf } from './scrape.ts'
import { scratch } from './scratch.ts'
import { seeded, seedOfRun, type Chance } from './seeded.ts'
import { startSenders, type Senders } from './senders.ts'
import { shopYaml } from './shop.ts'
import { until } from './until.ts'

const kills = Number(process.env['KILLS'] ?? 4)
const inFlight = 16

/** The sandbox stores at once, and shows at once what it has stored. */
const verify = 'verify: { patienceSeconds: 1, activityDelaySeconds: 0 }'

/** What was seen on the way. */
interface Course {
  /** The states just before each kill. */
  readonly before: readonly ReturnType<typeof statesOf>[]
  /** What was stored in each life of the relay; the last one was not killed. */
  readonly lives: readonly (readonly StoredEvent[])[]
  /** Events in no state, at each scrape. */
  readonly lost: readonly number[]
  readonly reasons: readonly string[]
  /** Events left in the journal at the end. */
  readonly left: number
  readonly judgement: Judgement
}

/** Waits for a moment that chance chooses: after so many answers of this life, or so many requests of it. */
const moment = async (chance: Chance, senders: Senders, sandbox: Sandbox): Promise<void> => {
  const answers = senders.answers() + chance.between(0, 60)
  const requests = sandbox.requests + chance.between(0, 400)
  const isNow = chance.oneOf([() => senders.answers() >= answers, () => sandbox.requests >= requests])
  await until('the moment of a kill', isNow)
}

const journey = async (policy: DoubtPolicy, seed: number): Promise<Course> => {
  const chance = seeded(seed)
  const [port, adminPort] = [await freePort(), await freePort()]
  await using sandbox = await startSandbox()
  sandbox.setLatency(5)
  const destination = `inFlight: ${inFlight}${policy === 'verify' ? `, ${verify}` : ''}`
  await using dir = await scratch(
    shopYaml({ voucherify: sandbox.url, port, adminPort, destination, whenInDoubt: policy }),
  )
  const senders = startSenders(8, 16, seed)
  const before: Course['before'][number][] = []
  const ends: number[] = []
  const lost: number[] = []

  const live = async (bin: Bin): Promise<void> => {
    const { tracking, admin } = await bin.ready
    senders.resume(tracking)
    const scraping = keepScraping(admin, lost)
    await moment(chance, senders, sandbox)
    before.push(statesOf(await scrape(admin)))
    bin.kill('SIGKILL')
    senders.pause()
    await Promise.all([bin.ended, scraping])
    ends.push(sandbox.events().length)
  }
  for (let kill = 0; kill < kills; kill++) {
    await using bin = runBin(dir.file)
    await live(bin)
  }

  await using bin = runBin(dir.file)
  const { tracking, admin } = await bin.ready
  senders.resume(tracking)
  await senders.finish()
  lost.push(...(await drain(admin, 60_000 + kills * 1_000)).lost)
  bin.kill('SIGTERM')
  await bin.ended
  const stored = sandbox.events()
  const letters = readLetters(dir.state)
  return {
    before,
    lives: [0, ...ends].map((from, i) => stored.slice(from, ends[i])),
    lost,
    reasons: [...new Set(letters.map(({ reason }) => reason))].toSorted(),
    left: countLeft(dir.state),
    judgement: judge(senders, stored, letters),
  }
}

/** Scrapes until the relay is gone. */
const keepScraping = async (admin: string, lost: number[]): Promise<void> => {
  for await (const _ of setInterval(20)) {
    const reading = await scrape(admin).catch(() => undefined)
    if (reading === undefined) return
    lost.push(lostIn(reading))
  }
}

/** How much a life stored that it had stored itself. */
const copiesWithin = (life: readonly StoredEvent[]): number => life.length - new Set(life.map(keyOfStored)).size

/** Of how many events each life stored something that an earlier one had stored. */
const eventsAgain = (lives: Course['lives']): readonly number[] => {
  const earlier = new Set<string>()
  return lives.map((life) => {
    const again = life.filter((event) => earlier.has(keyOfStored(event)))
    for (const event of life) earlier.add(keyOfStored(event))
    return new Set(again.map(({ body }) => body.metadata?.['message_id'])).size
  })
}

for (const policy of ['resend', 'verify', 'park'] as const)
  describe(`a relay that is killed ${kills} times (${policy})`, function () {
    this.timeout(120_000 + kills * 10_000)
    const seed = seedOfRun()
    const told = `SEED=${seed}`
    let course: Course

    before(async () => {
      try {
        course = await journey(policy, seed)
      } catch (error) {
        throw new Error(`${told}: ${String(error)}`, { cause: error })
      }
    })

    it('is killed with events waiting and in flight', () => {
      const busy = course.before.filter(({ waiting, inFlight }) => waiting > 0 && inFlight > 0)
      expect(busy.length, told).to.be.greaterThan(0)
    })

    it('loses nothing that it answered 200, if not in doubt', () =>
      expect(course.judgement.missing, told).to.deep.equal([]))

    it('leaves nothing in the journal', () => expect(course.left, told).to.equal(0))

    it('delivers and buries nothing else, byte for byte', () =>
      expect(course.judgement.strange, told).to.deep.equal([]))

    it('keeps the order of each customer', () => expect(course.judgement.disordered, told).to.deep.equal([]))

    it('buries what cannot be decoded or mapped, and what is in doubt where it may not be sent again', () =>
      expect(course.reasons, told).to.deep.equal([
        ...(policy === 'park' ? ['in doubt'] : []),
        'undecodable',
        'unmappable',
      ]))

    it('delivers nothing twice while it lives, though senders repeat what was not answered', () => {
      const twice = course.lives.map(copiesWithin)
      expect(twice, told).to.deep.equal(twice.map(() => 0))
    })

    it(`delivers again, after a kill, ${policy === 'resend' ? 'no more events than requests were under way' : 'nothing'}`, () => {
      // What a kill left in doubt may come again lives later: so what came again is held against all kills before it.
      const sums = eventsAgain(course.lives).map((_, life, again) =>
        again.slice(0, life + 1).reduce((a, b) => a + b, 0),
      )
      const tooMany = sums.filter((sum, life) => sum > inFlight * life)
      expect([sums.at(-1) === 0, tooMany], told).to.deep.equal([policy !== 'resend', []])
    })

    it('adds up at every scrape', () => expect([...new Set(course.lost)], told).to.deep.equal([0]))
  })
