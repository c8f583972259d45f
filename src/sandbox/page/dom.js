// @ts-check
/** Building elements. Whatever comes from posts becomes text nodes and attributes, never markup. */

/** @typedef {Node | string | null | false} Child */

/**
 * @param {string} tag
 * @param {Record<string, string | null | false | true>} attributes null and false: left out
 * @param {...Child} children null and false: left out
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue
    element.setAttribute(name, value === true ? '' : value)
  }
  for (const child of children) if (child !== null && child !== false) element.append(child)
  return element
}

/**
 * An icon of the sprite in index.html; only ever beside words.
 * @param {string} name
 */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  use.setAttribute('href', `#i-${name}`)
  svg.append(use)
  return svg
}

/**
 * An element of index.html, which is ours: it is there.
 * @param {string} selector
 * @param {ParentNode} root
 * @returns {HTMLElement}
 */
export function find(selector, root = document) {
  const element = root.querySelector(selector)
  if (!(element instanceof HTMLElement)) throw new Error(`no ${selector}`)
  return element
}

/**
 * A link that opens beside the page, or its text alone where it leads nowhere.
 * @param {string | null} href
 * @param {Record<string, string>} attributes
 * @param {...Child} children
 */
export function link(href, attributes, ...children) {
  if (href === null) return el('span', attributes, ...children)
  return el('a', { ...attributes, href, target: '_blank', rel: 'noopener noreferrer' }, ...children)
}

/**
 * Replaces children only where something changed, so that focus and scrolling stay.
 * @param {Element} parent
 * @param {HTMLElement} next
 */
export function replaceIfNew(parent, next) {
  if (parent.firstElementChild?.outerHTML !== next.outerHTML) parent.replaceChildren(next)
}
