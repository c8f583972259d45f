/** Previews for people: one card a channel, with its length by the platform's ruler. */
import type { Previewed } from '../feed/preview.ts'

/** All previews as text; `width` in columns. */
export function describePreviews(
  shown: readonly { readonly feed: string; readonly item: Previewed }[],
  width: number,
): string {
  if (shown.length === 0) return 'nothing to show: the feed has no items'
  const rule = '─'.repeat(Math.min(width, 72))
  return shown
    .map(({ feed, item }) => {
      const { channel, teaser, warnings, removed, content } = item
      const measure = teaser === null ? 'skipped' : `${teaser.length} of ${teaser.limit}`
      const notes = [
        ...warnings.map((warning) => `! ${warning}`),
        ...removed.map((removal) => `- ${removal.rule}: ${removal.text}`),
      ]
      const body = teaser?.text ?? content.title
      return [
        `${rule}`,
        `${feed} → ${channel.id}  ${measure}`,
        rule,
        body,
        ...(notes.length > 0 ? ['', ...notes] : []),
      ].join('\n')
    })
    .join('\n\n')
}
