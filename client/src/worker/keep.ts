// What the worker keeps of what went through it, within bounds: the oldest goes first.
export const ANSWERS = "answers";
export const PICTURES = "pictures";
const ANSWERS_KEPT = 60;
const PICTURES_KEPT = 200;
/** Larger pictures are not worth the place of many small ones. */
const PICTURE_BYTES = 1_500_000;
/** Says when an answer was kept. */
export const KEPT_AT = "x-kept-at";

/** What is worth reading without a connection; only beginnings of lists, which are what one opens. */
const READ = /^\/api\/(v1\/timelines\/|v[12]\/notifications(\/policy)?$|v1\/statuses\/\d+(\/context)?$|v1\/accounts\/(\d+(\/statuses)?|verify_credentials|lookup|relationships)$|v1\/(bookmarks|favourites|conversations|lists|markers|custom_emojis)$|v2\/(instance|filters)$)/;

export function isWorthKeeping(url: URL): boolean {
  const isBeginning = !["max_id", "min_id", "since_id"].some((name) => url.searchParams.has(name));
  return isBeginning && READ.test(url.pathname);
}

export async function keepAnswer(request: Request, response: Response): Promise<void> {
  const headers = new Headers(response.headers);
  headers.set(KEPT_AT, String(Date.now()));
  const cache = await caches.open(ANSWERS);
  // What is kept anew is the newest again.
  await cache.delete(request);
  await cache.put(request, new Response(await response.blob(), { headers }));
  await bound(cache, ANSWERS_KEPT);
}

export async function keepPicture(request: Request, response: Response): Promise<void> {
  const size = Number(response.headers.get("content-length") ?? 0);
  if (response.status === 200 && size <= PICTURE_BYTES) {
    const cache = await caches.open(PICTURES);
    await cache.put(request, response);
    await bound(cache, PICTURES_KEPT);
  }
}

async function bound(cache: Cache, most: number): Promise<void> {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)));
}
