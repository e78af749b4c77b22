import type { createPlan } from './plan.ts'

type PlanOf<Body> = ReturnType<typeof createPlan<Body>>

/** A plugin's codec or mapping that throws is a bug, but it must not come back with its event at every start. */
export const neverThrowing =
  <Body>(planOf: PlanOf<Body>): PlanOf<Body> =>
  (source, delivery) => {
    try {
      return planOf(source, delivery)
    } catch (error) {
      const found = `an error: ${error instanceof Error ? error.message : String(error)}`
      return { _tag: 'Undecodable', faults: [{ path: '', expected: 'an event that can be planned', found }] }
    }
  }
