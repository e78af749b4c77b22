import {
  showFound,
  type ExplainedPlan,
  type Finding,
  type Leaf,
  type Read,
  type RouteExplained,
} from '@vouchrelay/core'
import { partRecord, planRecord } from './plan-record.ts'

/** An event's plan for programs, with the reasons: what decided in each filter, and where each value comes from. */
export const explainRecord = (line: number, { plan, routes }: ExplainedPlan) =>
  plan._tag === 'Undecodable'
    ? planRecord(line, plan)
    : {
        ...planRecord(line, plan),
        routes: routes.flatMap(wantedRecord),
        unwanted: routes.flatMap(unwantedRecord),
      }

const wantedRecord = (route: RouteExplained) =>
  route._tag === 'Wanted'
    ? [{ ...partRecord(route.part), because: route.because.map(findingRecord), values: route.leaves.map(leafRecord) }]
    : []

const unwantedRecord = (route: RouteExplained): readonly object[] => {
  switch (route._tag) {
    case 'Wanted':
      return []
    case 'Elsewhere':
      return [{ route: route.route, from: route.from }]
    case 'Unwanted':
      return [{ route: route.route, because: route.because.map(findingRecord) }]
    default:
      return route satisfies never
  }
}

const findingRecord = ({ text, holds, reads }: Finding) => ({ filter: text, holds, reads: reads.map(readRecord) })

/** Without `value` where it is missing. */
const leafRecord = ({ place, value, reads, through }: Leaf) => ({ place, value, reads: reads.map(readRecord), through })

const readRecord = ({ path, value }: Read) => ({ path, found: showFound(value) })
