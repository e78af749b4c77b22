import { describeSource } from '../../src/testing/describe-contract.ts'
import { journalLog } from './journal-log.ts'

describeSource(journalLog())
