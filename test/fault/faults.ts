import type { Fault } from './fault.ts'
import { f01 } from './faults/f01-back-end-killed.ts'
import { f02 } from './faults/f02-back-end-frozen.ts'
import { f03 } from './faults/f03-postgres-crashes.ts'
import { f04 } from './faults/f04-postgres-restarts.ts'
import { f05 } from './faults/f05-postgres-silent.ts'
import { f06 } from './faults/f06-redis-gone.ts'
import { f07 } from './faults/f07-kafka-stopped.ts'
import { f08 } from './faults/f08-kafka-killed.ts'
import { f09 } from './faults/f09-groups-rewound.ts'
import { f10 } from './faults/f10-sender-killed.ts'
import { f11 } from './faults/f11-smtp-unwilling.ts'
import { f12 } from './faults/f12-consumer-behind.ts'
import { f13 } from './faults/f13-node-cut-off.ts'
import { f14 } from './faults/f14-packets-sliced.ts'
import { f15 } from './faults/f15-disk-full.ts'
import { f16 } from './faults/f16-clock-off.ts'
import { f17 } from './faults/f17-rolling-deploy.ts'
import { f18 } from './faults/f18-nginx-reloaded-killed.ts'
import { f19 } from './faults/f19-connections-exhausted.ts'
import { f20 } from './faults/f20-one-product.ts'
import { f21 } from './faults/f21-random-mix.ts'

/** What may happen to the shop, one after the other. */
const single = (requests: number): readonly Fault[] => [
  ...[f01, f02, f03, f04, f05, f06, f07, f08, f09, f10],
  ...[f11, f12, f13, f14, f15, f16, f17(requests), f18, f19, f20],
]

/** Everything that may happen to the shop, the random mix last. `requests` is how many a rolling deploy must stand. */
export const faultsFor = ({
  mixSeconds,
  requests,
}: {
  mixSeconds: number
  requests: number
}): readonly Fault[] => {
  const faults = single(requests)
  return [...faults, f21(faults, mixSeconds)]
}

/** What every `npm test` plays. */
export const shortSet = single(0).filter(({ id }) =>
  ['F1', 'F3', 'F6', 'F7', 'F9', 'F10', 'F17', 'F20'].includes(id),
)
