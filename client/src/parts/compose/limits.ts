// What this server allows in a post. It is asked once a visit; until it has answered, what it said last time counts.
import { fetchInstance } from "../../state/instance.svelte";

export interface Limits {
  characters: number;
  perLink: number;
  media: number;
  types: string[];
  imageBytes: number;
  videoBytes: number;
  description: number;
  pollOptions: number;
  pollCharacters: number;
  pollSeconds: [number, number];
}

const KEY = "limits";
const USUAL: Limits = {
  characters: 500, perLink: 23, media: 4, types: ["image/*", "video/*", "audio/*"], imageBytes: 16 << 20, videoBytes: 99 << 20,
  description: 1500, pollOptions: 4, pollCharacters: 50, pollSeconds: [300, 2_629_746],
};

/** What was known last time. */
export function knownLimits(): Limits {
  try {
    return { ...USUAL, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Limits>) };
  } catch {
    return USUAL;
  }
}

/** What the server says now. */
export async function fetchLimits(): Promise<Limits> {
  const { statuses, mediaAttachments, polls } = (await fetchInstance()).configuration;
  const limits: Limits = {
    characters: statuses.maxCharacters,
    perLink: statuses.charactersReservedPerUrl,
    media: statuses.maxMediaAttachments,
    types: mediaAttachments.supportedMimeTypes,
    imageBytes: mediaAttachments.imageSizeLimit,
    videoBytes: mediaAttachments.videoSizeLimit,
    // Of newer servers; `masto` does not know it.
    description: (mediaAttachments as { descriptionLimit?: number }).descriptionLimit ?? USUAL.description,
    pollOptions: polls.maxOptions,
    pollCharacters: polls.maxCharactersPerOption,
    pollSeconds: [polls.minExpiration, polls.maxExpiration],
  };
  localStorage.setItem(KEY, JSON.stringify(limits));
  return limits;
}
