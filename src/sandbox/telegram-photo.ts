/** sendPhoto (platforms.md §1): an upload is kept, an address is only noted: nothing leaves the machine. */
import { z } from 'zod'
import type { Answer } from './answer.ts'
import { pictureKind } from './picture-bytes.ts'
import type { Upload } from './raw.ts'
import type { Chat } from './telegram-chats.ts'
import { type Call, captionPart, newMessage, refused, unreadable } from './telegram-messages.ts'
import { readCaption, textFields } from './telegram-text.ts'
import { stableNumber } from './world.ts'

/** "upload ≤10 MB" (platforms.md §1, Photo by URL). */
const largestUpload = 10 * 1024 * 1024

const photoRequest = z.looseObject({
  ...textFields,
  photo: z.string().optional(),
  caption: z.coerce.string().default(''),
})

export function sendPhoto(call: Call, chat: Chat): Answer {
  const request = photoRequest.safeParse(call.fields)
  if (!request.success) return unreadable(request.error)
  const { photo, caption, parse_mode, caption_entities } = request.data
  const read = readCaption(caption, parse_mode, caption_entities ?? [])
  if (read.kind === 'refused') return refused(read.description)
  const upload = call.uploads.get(photo?.startsWith('attach://') ? photo.slice('attach://'.length) : 'photo')
  if (upload !== undefined) {
    const problem = uploadProblem(upload)
    if (problem !== undefined) return refused(problem)
  } else if (photo === undefined || photo === '') {
    return refused('there is no photo in the request')
  } else if (!/^https?:\/\/[^\s]+$/.test(photo) && call.world.state.image(photo) === undefined) {
    return refused('wrong file identifier/HTTP URL specified')
  }
  const sizes = [keep(call, chat, photo, upload)]
  return newMessage(call, chat, { photo: sizes, ...captionPart(read.shown) })
}

function uploadProblem({ bytes }: Upload): string | undefined {
  if (bytes.length === 0) return 'file must be non-empty'
  if (bytes.length > largestUpload) return 'file is too big'
  const kind = pictureKind(bytes)
  if (kind === null) return 'IMAGE_PROCESS_FAILED'
  if (kind.size === null) return undefined
  const { width, height } = kind.size
  // "width+height ≤10000, ratio ≤20" (platforms.md §1)
  const ratio = Math.max(width, height) / Math.min(width, height)
  return width + height > 10_000 || !(ratio <= 20) ? 'PHOTO_INVALID_DIMENSIONS' : undefined
}

/** The sandbox does not decode pictures: where their head does not tell the size, it is made up. */
function keep({ world }: Call, chat: Chat, photo: string | undefined, upload: Upload | undefined): object {
  const size = (upload && pictureKind(upload.bytes)?.size) ?? { width: 1280, height: 853 }
  if (upload === undefined) {
    return { file_id: photo, file_unique_id: `${stableNumber(photo ?? '')}`, ...size }
  }
  const id = `photo-${world.state.next('telegram photo', 1n)}`
  world.state.saveImage({ id, owner: `${chat.id}`, bytes: upload.bytes })
  return { file_id: id, file_unique_id: id, ...size, file_size: upload.bytes.length }
}
