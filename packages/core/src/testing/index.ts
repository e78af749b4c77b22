export { memoryDestination, type Answer, type MemoryBody, type MemoryDestination } from './memory-destination.ts'
export { memorySource, type MemoryEvent, type MemorySource } from './memory-source.ts'
