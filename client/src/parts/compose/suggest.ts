// What could complete what somebody has begun to write. People and hashtags are asked of the server, emoji are here.
import type { mastodon } from "masto";
import { api, type Account } from "../../api";
import { tn } from "../../text";
import { nameOf } from "../../text/people";
import type { Begun } from "./completion";
import { customEmojis, findEmoji } from "./emojis";

export interface Suggestion {
  key: string;
  /** What is written in its place. */
  text: string;
  label: string;
  hint: string;
  account?: Account;
  picture?: string;
  sign?: string;
}

const MOST = 6;

export async function suggest({ kind, query }: Begun): Promise<Suggestion[]> {
  if (kind === "person") {
    const found = await api.v1.accounts.search.list({ q: query, limit: MOST });
    return found.map(person);
  }
  if (kind === "tag") {
    const { hashtags } = await api.v2.search.list({ q: query, type: "hashtags", limit: MOST });
    return hashtags.map(tag);
  }
  const custom = (await customEmojis()).filter((emoji) => emoji.shortcode.toLowerCase().includes(query.toLowerCase()));
  const unicode = await findEmoji(query, MOST);
  return [
    ...custom.slice(0, MOST).map((emoji) => ({ key: emoji.shortcode, text: `:${emoji.shortcode}:`, label: `:${emoji.shortcode}:`, hint: "", picture: emoji.staticUrl })),
    ...unicode.map((emoji) => ({ key: emoji.sign, text: emoji.sign, label: emoji.name, hint: "", sign: emoji.sign })),
  ].slice(0, MOST);
}

const person = (account: Account): Suggestion => ({
  key: account.id, text: `@${account.acct}`, label: nameOf(account), hint: `@${account.acct}`, account,
});

function tag(one: mastodon.v1.Tag): Suggestion {
  const uses = one.history?.reduce((sum, day) => sum + Number(day.uses), 0) ?? 0;
  return { key: one.name, text: `#${one.name}`, label: `#${one.name}`, hint: uses > 0 ? tn("compose.tagUses", uses) : "" };
}
