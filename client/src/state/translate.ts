// Posts in the reader's language, where this server has a translator.
import type { Status } from "../api";
import { ask } from "../ask";
import { currentLanguage } from "../text";
import { instance } from "./instance.svelte";

/** Says a post in another language. */
export type TranslationOf = (post: Status) => Status;

/** What the server answers; the library's idea of it is older. */
interface Translation {
  content: string;
  spoilerText: string;
  language: string;
  poll?: { options: { title: string }[] };
  mediaAttachments: { id: string; description: string }[];
  detectedSourceLanguage: string;
  provider: string;
}

/** Whether a post is in a language that the reader has not chosen, and could be translated. */
export function isForeign(post: Status): boolean {
  const language = post.language?.split("-")[0];
  const read = [currentLanguage(), ...navigator.languages].map((one) => one.split("-")[0]);
  const isOpen = post.visibility === "public" || post.visibility === "unlisted";
  return Boolean(language && isOpen && !read.includes(language) && instance()?.configuration.translation.enabled);
}

/** Asks for a translation; answers what says the post in it, and who translated. */
export async function translate(post: Status): Promise<{ say: TranslationOf; provider: string; from: string }> {
  const found = await ask<Translation>("POST", `/api/v1/statuses/${post.id}/translate`, { lang: currentLanguage() });
  return { say: (post) => said(post, found), provider: found.provider, from: found.detectedSourceLanguage };
}

function said(post: Status, found: Translation): Status {
  const described = new Map(found.mediaAttachments.map(({ id, description }) => [id, description]));
  const options = found.poll?.options;
  return {
    ...post,
    content: found.content,
    spoilerText: found.spoilerText,
    language: found.language,
    mediaAttachments: post.mediaAttachments.map((one) => ({ ...one, description: described.get(one.id) ?? one.description })),
    poll: post.poll && {
      ...post.poll,
      options: post.poll.options.map((option, index) => ({ ...option, title: options?.[index]?.title ?? option.title })),
    },
  };
}
