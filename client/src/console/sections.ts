// The rooms of the console. Each is shown to those whose role allows it.
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
import { mayAny, type Permission } from "./permissions";

export interface Section {
  to: string;
  label: Key;
  hint: Key;
  Icon: typeof Flag;
  /** One of these is needed. */
  needs: Permission[];
}

const ALL: Section[] = [
  { to: "/admin/reports", label: "console.reports", hint: "console.reports.hint", Icon: Flag, needs: ["manage_reports"] },
  { to: "/admin/accounts", label: "console.accounts", hint: "console.accounts.hint", Icon: Users, needs: ["manage_users"] },
  { to: "/admin/appeals", label: "console.appeals", hint: "console.appeals.hint", Icon: Scale, needs: ["manage_appeals"] },
  {
    to: "/admin/content-rules",
    label: "console.content",
    hint: "console.content.hint",
    Icon: ListFilter,
    needs: ["manage_settings", "manage_reports"],
  },
  { to: "/admin/neighbours", label: "console.neighbours", hint: "console.neighbours.hint", Icon: Globe, needs: ["manage_federation"] },
  {
    to: "/admin/door",
    label: "console.door",
    hint: "console.door.hint",
    Icon: DoorOpen,
    needs: ["manage_blocks", "manage_settings"],
  },
  {
    to: "/admin/house",
    label: "console.house",
    hint: "console.house.hint",
    Icon: House,
    needs: ["manage_settings", "manage_rules", "manage_announcements", "manage_custom_emojis"],
  },
  { to: "/admin/trends", label: "console.trends", hint: "console.trends.hint", Icon: TrendingUp, needs: ["manage_taxonomies"] },
  { to: "/admin/figures", label: "console.figures.title", hint: "console.figures.hint", Icon: ChartLine, needs: ["view_dashboard"] },
  { to: "/admin/roles", label: "console.roles", hint: "console.roles.hint", Icon: Shield, needs: ["manage_roles"] },
  { to: "/admin/audit-log", label: "console.audit", hint: "console.audit.hint", Icon: BookOpen, needs: ["view_audit_log"] },
  { to: "/admin/webhooks", label: "console.webhooks", hint: "console.webhooks.hint", Icon: Webhook, needs: ["manage_webhooks"] },
];
/** What waits; always there. */
export const OVERVIEW = { to: "/admin", label: "console.overview", Icon: Gauge } as const;

/** The rooms that are there for this member. */
export const sections = (): Section[] => ALL.filter(({ needs }) => mayAny(...needs));

/** Whether a room is there. */
export const isThere = (to: string) => sections().some((section) => section.to === to);

/** Whether a room is there for others. */
export const isOfOthers = (to: string) => !isThere(to) && ALL.some((section) => section.to === to);
