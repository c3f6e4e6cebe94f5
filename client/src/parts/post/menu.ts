// What can be done with a post besides the usual: the lines of its menu, by whose it is.
import type { Status } from "../../api";
import { boot } from "../../boot";
import { bookmark, muteConversation, pin, remove } from "../../state/actions";
import { compose } from "../../state/compose.svelte";
import { domainOf } from "../../state/hidden.svelte";
import { showPanel } from "../../state/panels.svelte";
import { block, blockDomain, hideBoosts, mute } from "../../state/relations.svelte";
import { report } from "../../state/report.svelte";
import { tell } from "../../state/toasts.svelte";
import { t } from "../../text";
import type { Item } from "../Menu.svelte";

/** `boosts` are those that brought the post. */
export function itemsOf(post: Status, boosts: Status[] = []): Item[] {
  const isOwn = post.account.id === boot.me.id;
  return [...forAll(post), ...(isOwn ? forOwn(post) : forOthers(post)), ...boosts.flatMap(forBooster)];
}

function forBooster({ account }: Status): Item[] {
  const label = t("relation.hideBoosts", { name: `@${account.acct}` });
  return account.id === boot.me.id ? [] : [{ label, isApart: true, run: () => void hideBoosts(account) }];
}

function forAll(post: Status): Item[] {
  const address = post.url ?? post.uri;
  const mayQuote = post.quoteApproval?.currentUser === "automatic" || post.quoteApproval?.currentUser === "manual";
  const isElsewhere = !address.startsWith(`${location.origin}/`);
  return [
    ...(mayQuote ? [{ label: t("post.quote"), run: () => compose({ quote: post }) }] : []),
    { label: t(post.bookmarked ? "post.unbookmark" : "bookmark"), run: () => void bookmark(post) },
    { label: t("post.react"), run: () => void showPanel(() => import("./React.svelte"), { post }) },
    { label: t("post.copyLink"), run: () => void copy(address) },
    ...(isElsewhere ? [{ label: t("post.openOriginal"), run: () => void open(address, "_blank", "noopener") }] : []),
    ...people(post),
    { label: t(post.muted ? "post.unmuteConversation" : "post.muteConversation"), isApart: true, run: () => void muteConversation(post) },
  ];
}

function people(post: Status): Item[] {
  const who = (what: "boosts" | "favourites" | "quotes") => () => void showPanel(() => import("./Who.svelte"), { post, what });
  return [
    { label: t("post.whoBoosted"), run: who("boosts"), count: post.reblogsCount, isApart: true },
    { label: t("post.whoFavourited"), run: who("favourites"), count: post.favouritesCount },
    { label: t("post.whoQuoted"), run: who("quotes"), count: post.quotesCount },
  ].filter((item) => item.count > 0);
}

function forOwn(post: Status): Item[] {
  const isPinnable = post.pinned !== undefined && post.pinned !== null;
  return [
    ...(post.localOnly ? [] : [{ label: t("post.deliveries"), run: () => void showPanel(() => import("./Deliveries.svelte"), { post }) }]),
    ...(isPinnable ? [{ label: t(post.pinned ? "post.unpin" : "post.pin"), run: () => void pin(post) }] : []),
    { label: t("post.edit"), isApart: true, run: () => compose({ edit: post }) },
    { label: t("post.redraft"), run: () => void ask(post, true) },
    { label: t("post.delete"), isGrave: true, run: () => void ask(post, false) },
  ];
}

function forOthers(post: Status): Item[] {
  const { account } = post;
  const name = `@${account.acct}`;
  const domain = domainOf(account);
  return [
    { label: t("relation.mute", { name }), isApart: true, run: () => void mute(account) },
    { label: t("relation.block", { name }), isGrave: true, run: () => void block(account) },
    ...(domain ? [{ label: t("relation.blockDomain", { domain }), isGrave: true, run: () => void blockDomain(domain) }] : []),
    { label: t("relation.report", { name }), isGrave: true, run: () => report(account, [post]) },
  ];
}

/** Deleting cannot be undone, so it is asked once more. */
function ask(post: Status, isRedraft: boolean): Promise<void> {
  const confirm = async () => {
    const deleted = await remove(post);
    if (deleted && isRedraft) {
      compose({ text: deleted.text ?? "", visibility: deleted.visibility, redraft: { ...post, ...deleted } });
    } else if (deleted) {
      tell(t("post.deleted"));
    }
  };
  const [title, text, label] = isRedraft
    ? (["post.redraft", "post.redraftSure", "post.redraft"] as const)
    : (["post.delete", "post.deleteSure", "post.delete"] as const);
  return showPanel(() => import("../Confirm.svelte"), { title: t(title), text: t(text), label: t(label), run: () => void confirm() });
}

async function copy(address: string): Promise<void> {
  await navigator.clipboard.writeText(address).then(
    () => tell(t("post.copied")),
    () => tell(address),
  );
}
