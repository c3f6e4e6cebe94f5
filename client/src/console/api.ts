// What the console asks of the server: Mastodon's admin API and what this server has besides, in the names of this
// client. What was refused keeps its status, so that a screen can tell "no such thing here" from "not for you".
import { boot } from "../boot";
import { camelCased } from "../text/camel";

export const OURS = "/api/fanfare/v1/admin";
export const THEIRS = "/api/v1/admin";

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** An answer that was a no. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly said: unknown,
  ) {
    super(message);
  }

  /** As clients of the API call it, so that what was refused is said in the same words. */
  get statusCode() {
    return this.status;
  }
}

async function answered(method: Method, path: string, body?: object): Promise<Response> {
  const headers: Record<string, string> = { authorization: `Bearer ${boot.token}` };
  const isForm = body instanceof FormData;
  if (body && !isForm) {
    headers["content-type"] = "application/json";
  }
  const answer = await fetch(path, { method, headers, body: isForm ? body : body && JSON.stringify(body) });
  if (!answer.ok) {
    const said = camelCased(await answer.json().catch(() => null)) as { error?: string } | null;
    throw new Refused(said?.error ?? answer.statusText, answer.status, said);
  }
  return answer;
}

/** Asks the server; the body has the names of the API. */
export async function call<Answer>(method: Method, path: string, body?: object): Promise<Answer> {
  const answer = await answered(method, path, body);
  return camelCased(await answer.json().catch(() => ({}))) as Answer;
}

export const get = <Answer>(path: string) => call<Answer>("GET", path);

/** A text, such as a table to save. */
export const text = async (path: string) => (await answered("GET", path)).text();

/** The pages of a list, one after the other, as the server links them. */
export async function* pages<T>(path: string): AsyncGenerator<T[]> {
  for (let next: string | null = path; next; ) {
    const answer: Response = await answered("GET", next);
    const page = camelCased(await answer.json()) as T[];
    const link = /<([^>]+)>;\s*rel="next"/.exec(answer.headers.get("link") ?? "")?.[1];
    yield page;
    next = link && page.length > 0 ? withoutHost(link) : null;
  }
}

/** The server may know itself by another name than this page does. */
function withoutHost(link: string): string {
  const { pathname, search } = new URL(link, location.href);
  return pathname + search;
}

/** A path with what is asked for; what is empty is left out. */
export function query(path: string, values: Record<string, string | boolean | number | undefined | null>): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== "" && value !== false) {
      asked.set(name, String(value));
    }
  }
  return asked.size ? `${path}?${asked}` : path;
}

/** Whether the server has something that is asked for by GET. What it does not have is not shown. */
export const has = (path: string): Promise<boolean> =>
  get(path).then(
    () => true,
    (error: unknown) => !(error instanceof Refused) || (error.status !== 404 && error.status !== 403 && error.status !== 405),
  );
