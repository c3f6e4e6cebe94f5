// What the palette offers for some words: ways, things to do, and what the server finds.
import { api, type Account } from "../api";
import { boot } from "../boot";
import { ACCOUNT } from "../parts/settings/account";
import { go } from "../router.svelte";
import { t } from "../text";
import { fitting, type Named } from "../text/fitting";
import { ADD_ACCOUNT, otherMembers, switchTo } from "./members";
import { askToLeave } from "./leaving";
import { compose } from "./compose.svelte";
import { device, setDevice } from "./device.svelte";
import { showOverlay } from "./overlay.svelte";
import { homes } from "./homes.svelte";
import { showHomes } from "../homes/show";
import { places } from "./places";

export interface Entry extends Named {
  id: string;
  picture?: string;
  run: () => unknown;
}

function ways(): Entry[] {
  const to = (path: string, label: string): Entry => ({ id: path, label, run: () => go(path) });
  const first = [to("/home", t("home")), to("/trends", t("trends")), to("/notifications", t("notifications")), to(`/@${boot.me.username}`, t("you"))];
  const rest = places().map(({ to: path, label }) => to(path, t(label)));
  const screens = ["profile", "appearance", "posting", "privacy", "filters"] as const;
  const preferences = screens.map((name) => ({ ...to(`/preferences/${name}`, t(`prefs.${name}`)), hint: t("preferences") }));
  const account = ACCOUNT.flatMap(({ pages }) => pages.map((page) => ({ ...to(page.to, t(page.label)), hint: t("preferences") })));
  return [...first, ...rest, ...preferences, ...account, { ...to("/preferences/notifications", t("notifications")), hint: t("preferences") }];
}

function deeds(): Entry[] {
  const isDark = device().theme === "dark" || (device().theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  const others = otherMembers().map((other) => ({
    id: `account ${other.id}`,
    label: t("accounts.switch", { name: other.displayName || other.username }),
    hint: `@${other.username}`,
    picture: other.avatarStatic,
    run: () => switchTo(other),
  }));
  const elsewhere = homes().map((home) => ({
    id: `home ${home.handle}`,
    label: t("homes.open", { name: home.name, server: new URL(home.address).host }),
    hint: `@${home.handle}`,
    picture: home.picture ?? undefined,
    run: () => location.assign(home.address),
  }));
  return [
    { id: "compose", label: t("keys.compose"), run: () => compose() },
    { id: "theme", label: t(isDark ? "palette.light" : "palette.dark"), run: () => setDevice({ theme: isDark ? "light" : "dark" }) },
    { id: "keys", label: t("keys.title"), run: () => showOverlay("keys") },
    ...others,
    ...elsewhere,
    { id: "account", label: t("accounts.other"), run: () => location.assign(ADD_ACCOUNT) },
    { id: "homes", label: t("accounts.elsewhere"), run: showHomes },
    { id: "out", label: t("more.signOut"), run: askToLeave },
  ];
}

export const offered = (words: string): Entry[] => fitting([...ways(), ...deeds()], words);

/** People and hashtags, as the server finds them. */
export async function found(words: string): Promise<Entry[]> {
  const { accounts, hashtags } = await api.v2.search.list({ q: words, limit: 5 });
  const person = (account: Account): Entry => ({
    id: `person ${account.id}`,
    label: account.displayName || account.username,
    hint: `@${account.acct}`,
    picture: account.avatarStatic,
    run: () => go(`/@${account.acct}`),
  });
  const tags = hashtags.map(({ name }) => ({ id: `tag ${name}`, label: `#${name}`, run: () => go(`/tags/${name}`) }));
  const all = { id: "search", label: t("palette.search", { words }), run: () => go(`/search?q=${encodeURIComponent(words)}`) };
  return [...accounts.map(person), ...tags, all];
}
