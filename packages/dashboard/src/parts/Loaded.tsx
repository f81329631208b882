import type { ReactNode } from 'react'
import type { Answer } from '../data/queries.js'
import { ErrorBox } from './ErrorBox.js'
import { ChartSkeleton } from './Skeleton.js'

type LoadedProps<Data> = {
  /** What is being fetched, as a noun for the reader: “Historikken”. */
  what: string
  answer: Answer<Data>
  skeleton?: ReactNode
  /** Height of the default skeleton's plot. */
  height?: number
  children: (data: Data) => ReactNode
}

/** Skeleton, error with retry, or the data. Data that is there stays while it is fetched again. */
export function Loaded<Data>({ what, answer, skeleton, height, children }: LoadedProps<Data>) {
  if (answer.data !== undefined) return children(answer.data)
  if (answer.isError)
    return <ErrorBox what={what} error={answer.error} onRetry={() => void answer.refetch()} />
  return skeleton ?? <ChartSkeleton what={what} {...(height === undefined ? {} : { height })} />
}
