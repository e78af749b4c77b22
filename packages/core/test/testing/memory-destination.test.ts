import { describeDestination } from '../../src/testing/describe-contract.ts'
import { memoryShop } from './memory-shop.ts'

describeDestination(memoryShop())
