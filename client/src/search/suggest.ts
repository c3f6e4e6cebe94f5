// What is suggested while somebody types: what they searched for before, people and hashtags.
import { api, type Account } from "../api";
import { recent } from "./recent";

export type Suggestion =
  | { key: string; kind: "recent" | "words"; text: string }
  | { key: string; kind: "tag"; name: string }
  | { key: string; kind: "person"; account: Account };

/** Earlier searches that begin so. */
export const earlier = (text: string): Suggestion[] =>
  recent()
    .filter((one) => one.toLowerCase().startsWith(text.toLowerCase()) && one !== text)
    .slice(0, text ? 3 : 8)
    .map((one) => ({ key: `recent ${one}`, kind: "recent", text: one }));

/** People and hashtags that this server knows by such a name. */
export async function known(text: string): Promise<Suggestion[]> {
  // Operators and whole sentences name neither.
  if (/[:\s"]/.test(text)) {
    return [];
  }
  const [people, tags] = await Promise.all([
    text.startsWith("#") ? [] : api.v1.accounts.search.list({ q: text, limit: 5 }),
    text.startsWith("@") ? [] : api.v2.search.list({ q: text.replace(/^#/, ""), type: "hashtags", limit: 4 }).then((found) => found.hashtags),
  ]);
  return [
    ...people.map((account): Suggestion => ({ key: `person ${account.id}`, kind: "person", account })),
    ...tags.map(({ name }): Suggestion => ({ key: `tag ${name}`, kind: "tag", name })),
  ];
}

/** Whether a text is the address of something elsewhere: a handle with a server, or a web address. */
export function elsewhere(text: string): string | null {
  const handle = /^@?[\w.-]+@([\w.-]+\.\w+|localhost)(:\d+)?$/.exec(text);
  if (handle) {
    return `${handle[1]}${handle[2] ?? ""}`;
  }
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text) ? new URL(text).host : null;
}
