/** Looks at Chapar's own state while somebody watches: soon after each change, and every few seconds anyway. */

export interface Watch {
  /** Something happened in the sandbox; Chapar writes its part down a moment later. */
  changed(): void
  stop(): void
}

const everyMs = 5_000
const apartMs = 1_000
const soonMs = 150

/** Tells what is new, and `null` once when Chapar does not answer. */
export function watchStatus(status: () => Promise<unknown>, tell: (report: unknown) => void): Watch {
  let stopped = false
  let told: string | undefined
  let lastLook = Number.NEGATIVE_INFINITY
  let due: NodeJS.Timeout | undefined
  let looksAfterChange = 0

  const look = async (): Promise<void> => {
    lastLook = performance.now()
    const report = await status().catch(() => null)
    const written = JSON.stringify(report)
    if (stopped || written === told) return
    told = written
    tell(report)
  }
  const plan = (): void => {
    if (due !== undefined || stopped) return
    const wait = Math.max(soonMs, lastLook + apartMs - performance.now())
    due = setTimeout(async () => {
      due = undefined
      looksAfterChange -= 1
      await look()
      if (looksAfterChange > 0) plan()
    }, wait).unref()
  }
  const regular = setInterval(() => void look(), everyMs).unref()
  void look()
  return {
    changed() {
      looksAfterChange = 2
      plan()
    },
    stop() {
      stopped = true
      clearInterval(regular)
      clearTimeout(due)
    },
  }
}
