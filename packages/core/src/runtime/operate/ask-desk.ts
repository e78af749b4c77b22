import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type { FileReplay } from '../../state/file-replays.ts'
import { openReader } from '../../state/reader.ts'
import type { Surroundings } from '../relay.ts'
import type { RelaySettings } from '../relay-settings.ts'
import { replayAtWork } from '../replay/replay-standing.ts'
import { stateDirOf } from '../state-dir.ts'
import { accessFile } from './access.ts'
import { askRelay } from './ask-relay.ts'
import { deskAlone } from './desk-alone.ts'
import type { DeskReport } from './desk-report.ts'
import { mostLetters, type DeskRequest } from './desk-request.ts'
import { deskPath } from './desk-service.ts'

/**
 * Has requests carried out: by the relay that runs on the state directory, else in this process. Left is a sentence for people:
 * a relay or a replay holds the directory and does not answer, or the state cannot be opened.
 */
export const askDesk = async (
  settings: RelaySettings,
  surroundings: Surroundings,
  request: DeskRequest,
): Promise<Either<string, readonly DeskReport[]>> => {
  const dir = stateDirOf(settings, surroundings.file)
  const requests = partsOf(request)
  const reports: DeskReport[] = []
  for (const part of requests) {
    const asked = await askRelay(dir, { method: 'POST', path: deskPath, body: part })
    if (asked._tag === 'Answered' && asked.status === 200) {
      reports.push(asked.body as DeskReport) // the relay that wrote the token wrote it
    } else if (asked._tag === 'Answered') {
      return left(`The relay answered ${asked.status}: ${JSON.stringify(asked.body)}. Is it of the same version?`)
    } else {
      const rest = await deskAlone(settings, surroundings, requests.slice(reports.length))()
      if (!isLeft(rest)) return right([...reports, ...rest.right])
      const replay = asked._tag === 'NoRelay' ? replayThatHolds(dir) : undefined
      if (replay !== undefined) return left(heldText(replay))
      const why = asked._tag === 'Silent' ? asked.why : `it has not said in ${accessFile} how it is asked`
      return left(`Neither can the relay be asked (${why}), nor the state be opened: ${rest.left.message}.`)
    }
  }
  return right(reports)
}

const replayThatHolds = (dir: string): FileReplay | undefined => {
  const opened = openReader(dir)
  if (isLeft(opened)) return undefined
  try {
    return replayAtWork(opened.right.replays(), dir)
  } finally {
    opened.right.close()
  }
}

const heldText = ({ file }: FileReplay): string =>
  `The replay of ${file} holds the state directory, and no relay runs that could be asked: ` +
  'wait for its end, or pause it with Ctrl-C, and run this command again.'

/** A request about many letters is many requests, so that none holds up what else is written. */
const partsOf = (request: DeskRequest): readonly DeskRequest[] => {
  if (!('letters' in request)) return [request]
  const { letters } = request
  return Array.from({ length: Math.ceil(letters.length / mostLetters) }, (_, i) => ({
    ...request,
    letters: letters.slice(i * mostLetters, (i + 1) * mostLetters),
  }))
}
