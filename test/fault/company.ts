import { takeBaseline } from './check/baseline.ts'
import { type CrowdSizes, openCrowd } from './people/crowd.ts'
import { register } from './people/customer.ts'
import { createJournal } from './people/journal.ts'
import type { Company } from './play.ts'
import { startTopology, type TopologyOptions } from './topology/topology.ts'

/** A topology with everybody who uses it, ready for faults. */
export async function openCompany(options: CompanyOptions): Promise<Company & { close(): Promise<void> }> {
  const { scale, sizes, topology: wanted } = options
  const topology = await startTopology(wanted)
  try {
    const journal = createJournal()
    const { shop } = topology
    const baseline = await takeBaseline(shop)
    const products = baseline.products.slice(0, 20)
    const crowd = await openCrowd(shop, journal, { ...sizes, products })
    const probe = await register(shop, journal, 'probe')
    return { topology, journal, crowd, probe, baseline, scale, close: topology.close }
  } catch (error) {
    await topology.close()
    throw error
  }
}

type CompanyOptions = {
  /** How long things last, 1 being the full run. */
  scale: number
  sizes: Omit<CrowdSizes, 'products'>
  topology?: TopologyOptions
}
