/** The report for people: what needs them first, then feeds, channels and posts; times as their clock shows them. */
import type { DeliveryReport, FeedReport, LaneReport, Report } from './report.ts'

/** `needsPerson`: the exit code says so, and so does the first line. Times are in `timeZone`. */
export function describeReport(report: Report, needsPerson: boolean, timeZone: string): string {
  const when = clockOf(timeZone)
  const lines = [headline(report, needsPerson), '']
  lines.push(...report.feeds.flatMap((feed) => feedLines(feed, when)))
  lines.push(...report.lanes.filter(({ state }) => state !== 'open').map((lane) => laneLine(lane, when)))
  if (report.deliveries.length > 0) lines.push('')
  lines.push(...report.deliveries.flatMap((delivery) => deliveryLines(delivery, when)))
  return lines.join('\n')
}

type Clock = (iso: string) => string

function headline(report: Report, needsPerson: boolean): string {
  if (report.stopped) return 'STOPPED by staff: nothing is posted until "chapar resume".'
  return needsPerson ? 'Something needs a person; see below.' : 'All is well.'
}

function feedLines(
  { id, lastPolledAt, lastResult, newItems, error, skipped }: FeedReport,
  when: Clock,
): readonly string[] {
  const polled = lastPolledAt === null ? 'not looked at yet' : `${lastResult} at ${when(lastPolledAt)}`
  const line = `feed ${id}: ${polled}${newItems > 0 ? `, ${newItems} new` : ''}`
  const kept = [
    ...(skipped.rule > 0 ? [`${skipped.rule} by its skip rules`] : []),
    ...(skipped.category > 0 ? [`${skipped.category} by sections of its channels`] : []),
  ]
  return [
    line,
    ...(error === null ? [] : [`  ${error}`]),
    ...(kept.length === 0 ? [] : [`  articles kept back so far: ${kept.join(', ')}`]),
  ]
}

function laneLine({ channel, state, until, reason }: LaneReport, when: Clock): string {
  const end = until === null ? '' : ` until ${when(until)}`
  return `channel ${channel}: ${state}${end}${reason === null ? '' : ` (${reason})`}`
}

function deliveryLines(delivery: DeliveryReport, when: Clock): readonly string[] {
  const { id, state, channel, article, remoteUrl, reason, notBefore } = delivery
  const lines = [`${state.padEnd(11)} ${channel.padEnd(14)} ${article.title}`]
  lines.push(`  ${id}${remoteUrl === null ? '' : `  ${remoteUrl}`}`)
  if (reason !== null) lines.push(`  ${reason}`)
  if (notBefore !== null) lines.push(`  not before ${when(notBefore)}`)
  return lines
}

function clockOf(timeZone: string): Clock {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return (iso) => format.format(new Date(iso))
}
