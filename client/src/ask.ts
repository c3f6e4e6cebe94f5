// Methods of this server that the library for the API does not know, see `docs/develop/api.md`.
import { boot } from "./boot";
import { camelCased } from "./text/camel";

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Asks the API; answers what it says, in the names of this client. */
export async function ask<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const headers: Record<string, string> = { authorization: `Bearer ${boot.token}` };
  if (body !== undefined) {
    headers["content-type"] = "application/json";
  }
  const answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const said: unknown = await answer.json().catch(() => null);
  if (!answer.ok) {
    throw Object.assign(new Error((said as { error?: string } | null)?.error ?? answer.statusText), { statusCode: answer.status });
  }
  return camelCased(said) as Answer;
}
