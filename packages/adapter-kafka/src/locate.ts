import type { Driver, Partition, Position } from './driver.ts'
import type { ConsumerSettings } from './consumer-settings.ts'

/** Where a partition begins for us. */
export type Place =
  | { readonly _tag: 'At'; readonly offset: bigint; readonly isCommitted: boolean }
  /** Nobody said where: a person must. */
  | { readonly _tag: 'Nowhere'; readonly why: string }

/** A partition by its name. */
export const nameOf = ({ topic, partition }: Partition): string => `${topic}-${partition}`

const byName = (positions: readonly Position[]): ReadonlyMap<string, bigint> =>
  new Map(positions.map((position) => [nameOf(position), position.offset]))

/**
 * Where each partition begins: at its committed offset, and where there is none as the settings say. Never anywhere else: what
 * begins at the end by mistake is lost without a trace. Gives places in the order of the partitions.
 *
 * @throws KafkaFailure
 */
export const locate = async (
  driver: Pick<Driver, 'committed' | 'find'>,
  { group, startFrom }: Pick<ConsumerSettings, 'group' | 'startFrom'>,
  partitions: readonly Partition[],
): Promise<readonly Place[]> => {
  const committed = byName(await driver.committed(group, partitions))
  const fresh = partitions.filter((partition) => !committed.has(nameOf(partition)))
  const found =
    startFrom === 'committed-or-fail' || fresh.length === 0
      ? new Map<string, bigint>()
      : byName(await driver.find(startFrom, fresh))
  return partitions.map((partition): Place => {
    const name = nameOf(partition)
    const offset = committed.get(name)
    if (offset !== undefined) return { _tag: 'At', offset, isCommitted: true }
    const start = found.get(name)
    if (start !== undefined) return { _tag: 'At', offset: start, isCommitted: false }
    const why =
      startFrom === 'committed-or-fail'
        ? `the group ${group} has committed no offset of ${name}, and startFrom asks for one`
        : `nothing tells where ${name} begins`
    return { _tag: 'Nowhere', why }
  })
}
