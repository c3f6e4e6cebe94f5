// What this server says of itself and allows, asked for once.
import type { mastodon } from "masto";
import { api } from "../api";

let asked: Promise<mastodon.v2.Instance> | null = null;

/** The server; asked for anew if that failed. */
export function server(): Promise<mastodon.v2.Instance> {
  asked ??= api.v2.instance.fetch().catch((error: unknown) => {
    asked = null;
    throw error;
  });
  return asked;
}

/** How long the parts of a profile may be; what a server does not say is as Mastodon has it. */
export async function profileLimits() {
  const { accounts } = (await server()).configuration;
  const said = accounts as unknown as Record<string, number | undefined>;
  return {
    name: said.maxDisplayNameLength ?? 30,
    note: said.maxNoteLength ?? 500,
    fields: said.maxProfileFields ?? 4,
    fieldName: said.profileFieldNameLimit ?? 255,
    fieldValue: said.profileFieldValueLimit ?? 255,
    description: said.maxAvatarDescriptionLength ?? 150,
    tags: said.maxFeaturedTags ?? 10,
  };
}
