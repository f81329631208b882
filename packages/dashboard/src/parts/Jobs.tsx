import type { Job } from '@bypuls/model'
import { useJobs } from '../data/queries.js'
import { useFormat, useText } from '../i18n/language.js'
import { StateMark } from './StateMark.js'

/** The background work that runs or failed: per cent, rate, time left. Nothing where there is none. */
export function Jobs() {
  const t = useText('common')
  const jobs = useJobs().data?.items.filter(({ state }) => state !== 'done') ?? []
  if (jobs.length === 0) return null
  return (
    <section className="panel jobs" aria-label={t('job.title')}>
      {jobs.map((job) => (
        <JobRow key={job.id} job={job} />
      ))}
    </section>
  )
}

function JobRow({ job }: { job: Job }) {
  const t = useText('common')
  const format = useFormat()
  const share = job.total > 0 ? Math.min(1, job.done / job.total) : 0
  const ours = job.kind === 'history'
  const title = ours ? t('job.history') : job.title
  const details = [
    ours
      ? t('job.historyNote')
      : t('job.detail', { done: format.number(job.done), total: format.number(job.total) }),
    !ours && job.ratePerS !== null && t('job.rate', { rate: format.number(job.ratePerS) }),
    job.secondsLeft !== null && t('job.left', { time: format.duration(job.secondsLeft * 1_000) }),
    job.detail,
  ].filter((text) => typeof text === 'string')

  return (
    <div className="job">
      <p>
        <b>{title}</b>
        <small>{details.join(' · ')}</small>
      </p>
      <progress value={share} max={1} aria-label={title} />
      {job.state === 'failed' ? (
        <span className="state tone-failed">
          <StateMark mark="failed" />
          {t('job.failed')}
        </span>
      ) : (
        <span className="number">{format.share(share, 0)}</span>
      )}
    </div>
  )
}
