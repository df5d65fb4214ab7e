import type { Admin } from '@platformatic/kafka'
import { askKafka } from './admin.ts'
import type { KafkaAddress } from './messages.ts'

/** How many messages of its topics each group has yet to take, by the name given to it. */
export const groupLags = (address: KafkaAddress, groups: Group[]): Promise<Record<string, number>> =>
  askKafka(address, async (admin) =>
    Object.fromEntries(
      await Promise.all(groups.map(async (group) => [group.name, await lagOf(admin, group)] as const)),
    ),
  )

/** What the group told the broker against where the topics end; a partition of which it told nothing counts from its start. */
async function lagOf(admin: Admin, { groupId, topics }: Group) {
  const { topics: known } = await admin.metadata({ topics: [...topics] })
  const partitions = topics.map((name) => ({
    name,
    partitionIndexes: Array.from({ length: known.get(name)?.partitionsCount ?? 0 }, (_, index) => index),
  }))
  const offsetsAt = async (timestamp: bigint) =>
    byPlace(
      (
        await admin.listOffsets({
          topics: partitions.map(({ name, partitionIndexes }) => ({
            name,
            partitions: partitionIndexes.map((partitionIndex) => ({ partitionIndex, timestamp })),
          })),
        })
      ).map(({ name, partitions }) => ({
        name,
        partitions: partitions.map((one) => [one.partitionIndex, one.offset]),
      })),
    )
  const [starts, ends, groups] = [
    await offsetsAt(-2n),
    await offsetsAt(-1n),
    await admin.listConsumerGroupOffsets({ groups: [{ groupId, topics: partitions }] }),
  ]
  const told = byPlace(
    (groups[0]?.topics ?? []).map(({ name, partitions }) => ({
      name,
      partitions: partitions.map((one) => [one.partitionIndex, one.committedOffset]),
    })),
  )
  let lag = 0n
  for (const [place, end] of ends) {
    const at = told.get(place) ?? -1n
    lag += end - (at >= 0n ? at : (starts.get(place) ?? 0n))
  }
  return Number(lag)
}

const byPlace = (topics: { name: string; partitions: [number, bigint][] }[]) =>
  new Map(
    topics.flatMap(({ name, partitions }) =>
      partitions.map(([index, offset]) => [`${name}:${index}`, offset] as const),
    ),
  )

type Group = { name: string; groupId: string; topics: readonly string[] }
