/** Text → markup. Each function is the last step before a text goes into its place. */

/** For HTML text and attributes; a no-break space is written as `&nbsp;`, as WordPress does. */
export function escapeHtml(text: string): string {
  return escapeXml(text).replaceAll('\u00a0', '&nbsp;')
}

/** For XML text and attributes. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Markup that stands in XML as it is. */
export function cdata(markup: string): string {
  return `<![CDATA[${markup.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

/** JSON inside a script element: no `</script>` in a text can end it. */
export function scriptJson(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
