// A draft: one post or a thread of them, with whatever they answer, quote or change. It is plain data, so that it can
// be kept on the device as it is.
import { boot } from "../../boot";
import type { Attachment, Status } from "../../api";
import type { Audience } from "./audience";

export type QuotePolicy = "public" | "followers" | "nobody";
export type Phase = "uploading" | "processing" | "ready" | "failed";

/** A picture, video or sound of a post. */
export interface Media {
  key: string;
  /** What the server calls it, once it has it. */
  id: string | null;
  /** The file itself, as long as it may have to be sent again. */
  file: File | null;
  type: Attachment["type"];
  preview: string | null;
  description: string;
  focus: { x: number; y: number };
  /** What the server knows of the last two. */
  said: string;
  phase: Phase;
  progress: number;
  problem: string;
}

export interface PollDraft {
  options: string[];
  expiresIn: number;
  multiple: boolean;
}

export interface PostDraft {
  /** Names this post to the server, so that it is published once however often it is sent. */
  key: string;
  /** What was sent under that name; something else needs another name. */
  tried: string;
  text: string;
  /** The content warning; none is something else than an empty one that is being written. */
  warning: string | null;
  sensitive: boolean;
  media: Media[];
  poll: PollDraft | null;
}

export interface Draft {
  id: string;
  savedAt: number;
  /** Whether it is done and only waits for the server to answer. */
  isWaiting: boolean;
  /** Why the server did not take it. */
  problem: string;
  replyTo: Status | null;
  quote: Status | null;
  edit: Status | null;
  audience: Audience;
  quotePolicy: QuotePolicy;
  language: string;
  /** When it is to be published, if not at once. */
  scheduledAt: string | null;
  posts: PostDraft[];
}

/** A name for something new. The browser's own are only for encrypted pages. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export function emptyPost(text = ""): PostDraft {
  const sensitive = boot.me.source?.sensitive ?? false;
  return { key: newKey(), tried: "", text, warning: null, sensitive, media: [], poll: null };
}

/** Whether nothing was written that would be missed. */
export const isBlank = (draft: Draft) =>
  draft.posts.every((post) => post.text.trim() === "" && post.media.length === 0 && !post.poll?.options.some(Boolean));

/** What a draft says, in one string to compare by. */
export const wordsOf = (draft: Draft) =>
  JSON.stringify(
    draft.posts.map(({ text, warning, media, poll }) => [text, warning, media.map((one) => [one.key, one.description, one.focus]), poll?.options.filter(Boolean)]),
  );

/** Whether a post has something to show. */
export const isFull = (post: PostDraft, quote: Status | null) => post.text.trim() !== "" || post.media.length > 0 || quote !== null;

/** A file that somebody chose. */
export function mediaOf(file: File): Media {
  const kind = file.type.split("/")[0];
  const type = kind === "image" || kind === "video" || kind === "audio" ? kind : "unknown";
  return {
    key: newKey(), id: null, file, type, preview: null, description: "", focus: { x: 0, y: 0 },
    said: saying("", { x: 0, y: 0 }), phase: "uploading", progress: 0, problem: "",
  };
}

/** A file that the server has. */
export function mediaFrom(attachment: Attachment): Media {
  const description = attachment.description ?? "";
  const focus = attachment.meta?.focus ?? { x: 0, y: 0 };
  return {
    key: newKey(), id: attachment.id, file: null, type: attachment.type, preview: attachment.previewUrl ?? attachment.url ?? null,
    description, focus: { x: focus.x, y: focus.y }, said: saying(description, focus), phase: "ready", progress: 1, problem: "",
  };
}

/** What is said of a file, in one string to compare by. */
export const saying = (description: string, focus: { x: number; y: number }) => `${focus.x.toFixed(2)},${focus.y.toFixed(2)} ${description}`;

/** A focal point as the API writes it. */
export const focusWords = ({ x, y }: { x: number; y: number }) => `${x.toFixed(2)},${y.toFixed(2)}`;
