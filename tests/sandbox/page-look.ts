/** What runs in the browser to look at the page; each function stands alone, since it is sent there as it is. */

/** Texts below the ratio that WCAG asks for (4.5; 3 for large text), in words. */
export function weakTexts(): readonly string[] {
  const canvas = document.createElement('canvas')
  canvas.width = 1
  canvas.height = 1
  const brush = canvas.getContext('2d', { willReadFrequently: true })
  if (brush === null) return ['no canvas']

  /** Paints colours one over the other, the last on top. */
  const mixed = (colours: readonly string[]): readonly number[] => {
    brush.clearRect(0, 0, 1, 1)
    for (const colour of colours) {
      brush.fillStyle = colour
      brush.fillRect(0, 0, 1, 1)
    }
    return [...brush.getImageData(0, 0, 1, 1).data.slice(0, 3)]
  }
  const light = (colour: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = colour.map((value) => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const behind = (element: Element): readonly string[] => {
    const colour = getComputedStyle(element).backgroundColor
    const parent = element.parentElement
    return [...(parent === null ? ['white'] : behind(parent)), colour]
  }
  const weak: string[] = []
  for (const element of document.querySelectorAll<HTMLElement>('body *:not(.visually-hidden, .skip)')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== '')
    if (!own || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const { color, fontSize, fontWeight } = getComputedStyle(element)
    const ground = behind(element)
    const values = [light(mixed([...ground, color])), light(mixed(ground))]
    const ratio = (Math.max(...values) + 0.05) / (Math.min(...values) + 0.05)
    const isLarge = Number.parseFloat(fontSize) >= (Number(fontWeight) >= 700 ? 18.5 : 24)
    if (ratio < (isLarge ? 3 : 4.5)) {
      weak.push(
        `${ratio.toFixed(2)} ${element.className || element.tagName}: ${element.textContent?.slice(0, 30)}`,
      )
    }
  }
  return [...new Set(weak)]
}

/** What does not fit into the screen's width. */
export function widerThanItsPlace(): readonly string[] {
  const limit = document.documentElement.clientWidth
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.checkVisibility() && !element.closest('.visually-hidden, .sprite, .skip'))
    .filter(
      (element) =>
        element.getBoundingClientRect().right > limit + 0.5 || element.getBoundingClientRect().left < -0.5,
    )
    .map((element) => `${element.tagName} ${element.className}`)
}

/** Names everything that can be pressed, and says the names. */
export function reachable(): readonly string[] {
  const all = document.querySelectorAll<HTMLElement>('button, a[href], input:checked, summary')
  return [...all]
    .filter((element) => element.checkVisibility())
    .map((element) => {
      element.dataset['reach'] ??=
        `${element.tagName} ${element.textContent?.trim().slice(0, 40)} ${Math.random()}`
      return element.dataset['reach']
    })
}

/** The name of what has the focus. */
export function focused(): string {
  return document.activeElement instanceof HTMLElement ? (document.activeElement.dataset['reach'] ?? '') : ''
}
