/**
 * Dates as feeds and HTTP headers really write them: RFC 822 in all its ages, ISO 8601, asctime, weekdays and
 * months in German and French. What could mean two instants is null; nothing here throws.
 */

const MONTHS: Readonly<Record<string, number>> = {
  ...{ jan: 0, januar: 0, january: 0, jän: 0, jänner: 0, janv: 0, janvier: 0 },
  ...{ feb: 1, februar: 1, february: 1, fév: 1, févr: 1, février: 1, fevrier: 1 },
  ...{ mar: 2, mär: 2, mrz: 2, märz: 2, maerz: 2, march: 2, mars: 2 },
  ...{ apr: 3, april: 3, avr: 3, avril: 3 },
  ...{ may: 4, mai: 4 },
  ...{ jun: 5, juni: 5, june: 5, juin: 5 },
  ...{ jul: 6, juli: 6, july: 6, juil: 6, juillet: 6 },
  ...{ aug: 7, august: 7, aoû: 7, août: 7, aout: 7 },
  ...{ sep: 8, sept: 8, september: 8, septembre: 8 },
  ...{ oct: 9, okt: 9, october: 9, oktober: 9, octobre: 9 },
  ...{ nov: 10, november: 10, novembre: 10 },
  ...{ dec: 11, dez: 11, december: 11, dezember: 11, déc: 11, décembre: 11, decembre: 11 },
}

/** Minutes east of Greenwich. Letters that several countries use for different zones (IST, BST in Asia) are left out. */
const ZONES: Readonly<Record<string, number>> = {
  ...{
    z: 0,
    gmt: 0,
    ut: 0,
    utc: 0,
    wet: 0,
    est: -300,
    edt: -240,
    cst: -360,
    cdt: -300,
    mst: -420,
    mdt: -360,
  },
  ...{ pst: -480, pdt: -420, cet: 60, mez: 60, cest: 120, mesz: 120, eet: 120, eest: 180, msk: 180 },
}

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?`
const ZONE = String.raw`(?:\s*([+-]\d{2}:?\d{2}|[a-z]{1,5}(?:[+-]\d{2}:?\d{2})?))?`
const WEEKDAY = String.raw`(?:\p{L}+(?:[.,]+\s*|\s+))?`
const ISO = new RegExp(String.raw`^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:(?:t|\s+)${TIME}${ZONE})?$`, 'iu')
const ISO_MONTH = /^(\d{4})-(\d{2})$/
const RFC822 = new RegExp(
  String.raw`^${WEEKDAY}(\d{1,2})\.?[\s-]+(\p{L}+)\.?[\s-]+(\d{4}|\d{2})(?:,?\s+${TIME}${ZONE})?$`,
  'iu',
)
const MONTH_FIRST = new RegExp(
  String.raw`^${WEEKDAY}(\p{L}+)\.?\s+(\d{1,2})(?:,?\s+(\d{4})(?:,?\s+${TIME}${ZONE})?|\s+${TIME}\s+(\d{4}))$`,
  'iu',
)
const LONGEST = 80
/** Of the text with its white space. */
const MOST = 1_000

interface Fields {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly time: readonly (string | undefined)[]
  readonly zone: string | undefined
}

/** The instant a feed's date text names, or null; without a zone UTC is meant, as RFC 822 readers agree. */
export function readDate(text: string): Date | null {
  if (text.length > MOST) return null
  // RFC 822 allows a comment, mostly the zone's name: "+0100 (CET)".
  const trimmed = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ ?\([^()]*\)$/, '')
  if (trimmed === '' || trimmed.length > LONGEST) return null
  const fields = isoFields(trimmed) ?? rfc822Fields(trimmed) ?? monthFirstFields(trimmed)
  return fields === null ? null : toDate(fields)
}

function isoFields(text: string): Fields | null {
  const month = ISO_MONTH.exec(text)
  if (month !== null)
    return { year: Number(month[1]), month: Number(month[2]) - 1, day: 1, time: [], zone: undefined }
  const match = ISO.exec(text)
  if (match === null) return null
  const [, year, monthOfYear, day, hour, minute, second, zone] = match
  const time = [hour, minute, second]
  return { year: Number(year), month: Number(monthOfYear) - 1, day: Number(day), time, zone }
}

function rfc822Fields(text: string): Fields | null {
  const match = RFC822.exec(text)
  if (match === null) return null
  const [, day, month, year, hour, minute, second, zone] = match
  return {
    year: fullYear(year ?? ''),
    month: MONTHS[(month ?? '').toLowerCase()] ?? -1,
    day: Number(day),
    time: [hour, minute, second],
    zone,
  }
}

function monthFirstFields(text: string): Fields | null {
  const match = MONTH_FIRST.exec(text)
  if (match === null) return null
  const [, month, day, year, hour, minute, second, zone, hour2, minute2, second2, lastYear] = match
  return {
    year: Number(year ?? lastYear),
    month: MONTHS[(month ?? '').toLowerCase()] ?? -1,
    day: Number(day),
    time: [hour ?? hour2, minute ?? minute2, second ?? second2],
    zone,
  }
}

/** RFC 2822: two digits below 50 belong to this century. */
function fullYear(year: string): number {
  const number = Number(year)
  if (year.length > 2) return number
  return number < 50 ? 2000 + number : 1900 + number
}

function toDate(fields: Fields): Date | null {
  const offset = zoneMinutes(fields.zone)
  const [hour = 0, minute = 0, second = 0] = fields.time.map((part) => Number(part ?? 0))
  if (offset === null || fields.month < 0 || fields.month > 11) return null
  if (fields.year < 1970 || hour > 23 || minute > 59 || second > 60) return null
  const day = new Date(Date.UTC(fields.year, fields.month, fields.day))
  if (day.getUTCDate() !== fields.day || day.getUTCMonth() !== fields.month) return null
  const leapless = Math.min(second, 59)
  return new Date(day.getTime() + ((hour * 60 + minute - offset) * 60 + leapless) * 1000)
}

function zoneMinutes(zone: string | undefined): number | null {
  if (zone === undefined) return 0
  const named = ZONES[zone.toLowerCase()]
  if (named !== undefined) return named
  const numeric = /^(?:gmt|utc)?([+-])(\d{2}):?(\d{2})$/i.exec(zone)
  if (numeric === null) return null
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3])
  if (minutes > 14 * 60) return null
  return numeric[1] === '-' ? -minutes : minutes
}
