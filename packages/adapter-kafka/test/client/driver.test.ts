import { why, withBroker } from '../broker/broker.ts'
import { createBrokerCluster } from '../broker/broker-cluster.ts'
import { describeDriver } from '../driver-contract.ts'

describeDriver(`the Kafka client on a broker${why}`, async (context) =>
  createBrokerCluster((await withBroker(context)).brokers),
)
