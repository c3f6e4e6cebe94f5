// One's own profile while it is edited: what was saved, what is written now, and what differs.
import type { mastodon } from "masto";
import { api } from "../api";

type Profile = mastodon.v1.Profile;
export interface Field {
  /** Tells rows apart while they are moved. */
  key: number;
  name: string;
  value: string;
  verifiedAt?: string | null;
}
/** A picture of the profile: the one that is there, or what shall be instead. */
export interface Picture {
  url: string | null;
  file: File | null;
  isRemoved: boolean;
  description: string;
}

const SWITCHES = ["locked", "bot", "discoverable", "indexable", "hideCollections", "showMedia", "showMediaReplies", "showFeatured"] as const;
type Switch = (typeof SWITCHES)[number];

let lastKey = 0;
export const newField = (): Field => ({ key: ++lastKey, name: "", value: "" });
const picture = (url: string | null, description: string): Picture => ({ url, file: null, isRemoved: false, description });

export class ProfileDraft {
  displayName = $state("");
  note = $state("");
  fields = $state<Field[]>([]);
  domains = $state("");
  avatar = $state(picture(null, ""));
  header = $state(picture(null, ""));
  switches = $state({} as Record<Switch, boolean>);
  #saved = $state.raw("");

  constructor(profile: Profile) {
    this.#take(profile);
  }

  get isChanged(): boolean {
    return this.avatar.file !== null || this.header.file !== null || this.avatar.isRemoved || this.header.isRemoved || JSON.stringify(this.#words()) !== this.#saved;
  }

  /** Takes away pictures, then sends new ones, then the words: what went well stays if the rest does not. */
  async save(): Promise<void> {
    for (const name of ["avatar", "header"] as const) {
      if (this[name].isRemoved && !this[name].file && this[name].url) {
        await api.v1.profile[name].remove();
      }
      this[name].isRemoved = false;
      const file = this[name].file;
      if (file) {
        await api.v1.profile.update(name === "avatar" ? { avatar: file } : { header: file });
        this[name].file = null;
      }
    }
    // An empty list can be said in JSON alone.
    this.#take(await api.v1.profile.update(this.#words(), { encoding: "json" } as never));
  }

  #words() {
    return {
      displayName: this.displayName,
      note: this.note,
      fieldsAttributes: this.fields.filter((field) => field.name || field.value).map(({ name, value }) => ({ name, value })),
      attributionDomains: this.domains.split(/[\s,]+/).filter(Boolean),
      avatarDescription: this.avatar.description,
      headerDescription: this.header.description,
      ...this.switches,
    };
  }

  #take(profile: Profile): void {
    this.displayName = profile.displayName;
    this.note = profile.note;
    this.fields = profile.fields.map((field) => ({ ...newField(), ...field }));
    this.domains = profile.attributionDomains.join("\n");
    this.avatar = picture(profile.avatar, profile.avatarDescription);
    this.header = picture(profile.header, profile.headerDescription);
    this.switches = Object.fromEntries(SWITCHES.map((name) => [name, profile[name] ?? false])) as Record<Switch, boolean>;
    this.#saved = JSON.stringify(this.#words());
  }
}
