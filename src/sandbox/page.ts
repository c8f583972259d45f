/** A plain page that lists the posts. */
import type { Post } from './state.ts'

export function plainPage(posts: readonly Post[]): string {
  const items = posts.map(
    ({ platform, account, id, text }) =>
      `<li><b>${escapeHtml(platform)}</b> ${escapeHtml(account)} ${escapeHtml(id)}<pre>${escapeHtml(text)}</pre></li>`,
  )
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Chapar sandbox</title></head>
<body><h1>Chapar sandbox</h1><ol>${items.join('\n')}</ol></body></html>
`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
