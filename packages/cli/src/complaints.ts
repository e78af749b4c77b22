import { describeComplaint, type Complaint } from '@vouchrelay/core'
import type { Io } from './io.ts'
import { paint } from './paint.ts'
import { write } from './write.ts'

/** Tells all that is wrong with a settings file, one line each, and how much that is. */
export const tellComplaints = async (complaints: readonly Complaint[], { err }: Io): Promise<void> => {
  const sum = complaints.length === 1 ? '1 mistake' : `${complaints.length} mistakes`
  const lines = [...complaints.map(describeComplaint), paint(err, 'bad', sum)]
  await write(err, `${lines.join('\n')}\n`)
}

/** Tells the one sentence that says why a command could not go on. */
export const tell = (sentence: string, { err }: Io): Promise<void> => write(err, `${paint(err, 'bad', sentence)}\n`)
