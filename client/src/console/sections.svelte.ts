// The rooms of the console. Each is shown to those whose role allows it, and only where the server has what it needs.
import BookOpen from "@lucide/svelte/icons/book-open";
import ChartLine from "@lucide/svelte/icons/chart-line";
import DoorOpen from "@lucide/svelte/icons/door-open";
import Flag from "@lucide/svelte/icons/flag";
import Gauge from "@lucide/svelte/icons/gauge";
import Globe from "@lucide/svelte/icons/globe";
import House from "@lucide/svelte/icons/house";
import ListFilter from "@lucide/svelte/icons/list-filter";
import Scale from "@lucide/svelte/icons/scale";
import Shield from "@lucide/svelte/icons/shield";
import TrendingUp from "@lucide/svelte/icons/trending-up";
import Users from "@lucide/svelte/icons/users";
import Webhook from "@lucide/svelte/icons/webhook";
import type { Key } from "../text";
import { has, OURS, THEIRS } from "./api";
import { mayAny, type Permission } from "./permissions";

export interface Section {
  to: string;
  label: Key;
  hint: Key;
  Icon: typeof Flag;
  /** One of these is needed. */
  needs: Permission[];
  /** The server has one of these, if it has the room. */
  asks: string[];
}

const one = "?limit=1";
const ALL: Section[] = [
  { to: "/admin/reports", label: "console.reports", hint: "console.reports.hint", Icon: Flag, needs: ["manage_reports"], asks: [`${THEIRS}/reports${one}`] },
  { to: "/admin/accounts", label: "console.accounts", hint: "console.accounts.hint", Icon: Users, needs: ["manage_users"], asks: [`${THEIRS}/accounts${one}`] },
  { to: "/admin/appeals", label: "console.appeals", hint: "console.appeals.hint", Icon: Scale, needs: ["manage_appeals"], asks: [`${OURS}/appeals${one}`] },
  {
    to: "/admin/content-rules",
    label: "console.content",
    hint: "console.content.hint",
    Icon: ListFilter,
    needs: ["manage_settings", "manage_reports"],
    asks: [`${OURS}/content_rules`, `${OURS}/held_statuses${one}`],
  },
  { to: "/admin/neighbours", label: "console.neighbours", hint: "console.neighbours.hint", Icon: Globe, needs: ["manage_federation"], asks: [`${THEIRS}/domain_blocks${one}`] },
  {
    to: "/admin/door",
    label: "console.door",
    hint: "console.door.hint",
    Icon: DoorOpen,
    needs: ["manage_blocks", "manage_settings"],
    asks: [`${THEIRS}/email_domain_blocks${one}`, `${THEIRS}/ip_blocks${one}`, `${OURS}/username_blocks${one}`, `${OURS}/settings`],
  },
  {
    to: "/admin/house",
    label: "console.house",
    hint: "console.house.hint",
    Icon: House,
    needs: ["manage_settings", "manage_rules", "manage_announcements", "manage_custom_emojis"],
    asks: [`${OURS}/settings`, `${OURS}/rules`, `${OURS}/announcements`, `${OURS}/custom_emojis`],
  },
  { to: "/admin/trends", label: "console.trends", hint: "console.trends.hint", Icon: TrendingUp, needs: ["manage_taxonomies"], asks: [`${THEIRS}/trends/tags${one}`] },
  { to: "/admin/figures", label: "console.figures.title", hint: "console.figures.hint", Icon: ChartLine, needs: ["view_dashboard"], asks: [`${OURS}/dashboard`] },
  { to: "/admin/roles", label: "console.roles", hint: "console.roles.hint", Icon: Shield, needs: ["manage_roles"], asks: [`${OURS}/roles`] },
  { to: "/admin/audit-log", label: "console.audit", hint: "console.audit.hint", Icon: BookOpen, needs: ["view_audit_log"], asks: [`${OURS}/audit_log`] },
  { to: "/admin/webhooks", label: "console.webhooks", hint: "console.webhooks.hint", Icon: Webhook, needs: ["manage_webhooks"], asks: [`${OURS}/web_hooks`] },
];
/** What waits; always there. */
export const OVERVIEW = { to: "/admin", label: "console.overview", Icon: Gauge } as const;

let known = $state.raw<Section[] | null>(null);
let asked: Promise<void> | null = null;

async function look(): Promise<void> {
  const wanted = ALL.filter(({ needs }) => mayAny(...needs));
  const there = await Promise.all(wanted.map(async ({ asks }) => (await Promise.all(asks.map(has))).includes(true)));
  known = wanted.filter((_, index) => there[index]);
}

/** The rooms that are there for this member, once the server was asked. */
export function sections(): Section[] | null {
  asked ??= look();
  return known;
}

/** Whether a room is there. */
export const isThere = (to: string) => sections()?.some((section) => section.to === to) ?? false;
