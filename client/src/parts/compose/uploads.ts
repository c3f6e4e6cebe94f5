// Bringing files to the server: with progress, a way to cancel, and patience for videos that it has to work on.
import { api, errorText } from "../../api";
import { boot } from "../../boot";
import { t } from "../../text";
import { focusWords, saying, type Media } from "./draft";
import type { Limits } from "./limits";

const PATIENCE_MS = 1_500;

const running = new Map<string, { request: XMLHttpRequest; done: Promise<void> }>();

/** Why a file cannot be attached, before it is sent. */
export function objection(file: File, limits: Limits): string | null {
  const most = file.type.startsWith("image/") ? limits.imageBytes : limits.videoBytes;
  const isKnown = limits.types.some((type) => type === file.type || (type.endsWith("/*") && file.type.startsWith(type.slice(0, -1))));
  if (!isKnown) {
    return t("media.unknownType", { name: file.name });
  }
  return file.size > most ? t("media.tooLarge", { name: file.name, most: Math.floor(most / (1 << 20)) }) : null;
}

/** Sends a file; the draft's own entry tells how far it is. Waits until the server can show it. */
export function upload(media: Media): Promise<void> {
  const known = running.get(media.key);
  if (known) {
    return known.done;
  }
  if (media.phase === "ready" || !(media.file || media.id)) {
    return Promise.resolve();
  }
  const request = new XMLHttpRequest();
  const done = bring(media, request).finally(() => running.delete(media.key));
  running.set(media.key, { request, done });
  return done;
}

async function bring(media: Media, request: XMLHttpRequest): Promise<void> {
  Object.assign(media, { problem: "", progress: 0, phase: media.id ? "processing" : "uploading" });
  try {
    if (!media.id && media.file) {
      const answer = await sent(media, media.file, request);
      Object.assign(media, { id: answer.id, type: answer.type, progress: 1 });
      media.preview = answer.preview_url ?? media.preview;
      media.phase = answer.url ? "ready" : "processing";
    }
    while (media.phase === "processing" && media.id) {
      await new Promise((resume) => setTimeout(resume, PATIENCE_MS));
      const now = await api.v1.media.$select(media.id).fetch();
      if (now.url) {
        Object.assign(media, { phase: "ready", type: now.type, preview: now.previewUrl ?? media.preview });
      }
    }
  } catch (error) {
    Object.assign(media, { phase: "failed", problem: errorText(error) });
    throw error;
  }
}

interface Answer {
  id: string;
  type: Media["type"];
  url: string | null;
  preview_url: string | null;
}

// `fetch` cannot tell how much of a file has been sent.
function sent(media: Media, file: File, request: XMLHttpRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.set("file", file);
    form.set("description", media.description);
    form.set("focus", focusWords(media.focus));
    media.said = saying(media.description, media.focus);
    request.open("POST", "/api/v2/media");
    request.setRequestHeader("Authorization", `Bearer ${boot.token}`);
    request.responseType = "json";
    request.upload.onprogress = (event) => (media.progress = event.total ? event.loaded / event.total : 0);
    request.onload = () => {
      const answer = request.response as (Answer & { error?: string }) | null;
      if (request.status < 300 && answer?.id) {
        resolve(answer);
      } else {
        reject(new UploadProblem(answer?.error ?? t("media.refused"), request.status));
      }
    };
    request.onerror = () => reject(new TypeError(t("media.noAnswer")));
    request.onabort = () => reject(new DOMException(t("media.cancelled"), "AbortError"));
    request.send(form);
  });
}

/** What the server answered to a file, with its number, as errors of the API have it. */
class UploadProblem extends Error {
  constructor(
    message: string,
    readonly statusCode: number,
  ) {
    super(message);
  }
}

/** Stops a file on its way. */
export function cancel(media: Media): void {
  running.get(media.key)?.request.abort();
}

/** Tells the server what is said of a file, if that has changed since. */
export async function describe(media: Media): Promise<void> {
  const now = saying(media.description, media.focus);
  if (media.id && media.said !== now) {
    await api.v1.media.$select(media.id).update({ description: media.description, focus: focusWords(media.focus) });
    media.said = now;
  }
}

/** Makes sure that the server still has a file that was kept in a draft; it forgets what is not published for long. */
export async function revive(media: Media): Promise<void> {
  if (!media.id || !media.file) {
    return;
  }
  try {
    await api.v1.media.$select(media.id).fetch();
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) {
      Object.assign(media, { id: null, phase: "uploading" });
      await upload(media);
    }
  }
}
