// Where one can go from everywhere, in one list for the menu and the palette. Only what this client or the server
// really shows stands in it.
import Bookmark from "@lucide/svelte/icons/bookmark";
import CalendarClock from "@lucide/svelte/icons/calendar-clock";
import Coffee from "@lucide/svelte/icons/coffee";
import Columns from "@lucide/svelte/icons/columns-3";
import Gauge from "@lucide/svelte/icons/gauge";
import Globe from "@lucide/svelte/icons/globe";
import Hash from "@lucide/svelte/icons/hash";
import Info from "@lucide/svelte/icons/info";
import List from "@lucide/svelte/icons/list";
import Mail from "@lucide/svelte/icons/mail";
import NotebookPen from "@lucide/svelte/icons/notebook-pen";
import Settings from "@lucide/svelte/icons/settings";
import Star from "@lucide/svelte/icons/star";
import UserCheck from "@lucide/svelte/icons/user-check";
import Users from "@lucide/svelte/icons/users";
import { isOurs } from "../router.svelte";
import { isStaff } from "./staff";
import type { Key } from "../text";

export interface Place {
  to: string;
  label: Key;
  Icon: typeof Star;
}

const ALL: Place[] = [
  { to: "/messages", label: "messages", Icon: Mail },
  { to: "/lists", label: "lists.title", Icon: List },
  { to: "/bookmarks", label: "keep.bookmarks", Icon: Bookmark },
  { to: "/favourites", label: "keep.favourites", Icon: Star },
  { to: "/drafts", label: "drafts.title", Icon: NotebookPen },
  { to: "/scheduled", label: "scheduled.title", Icon: CalendarClock },
  { to: "/catch-up", label: "catchup.title", Icon: Coffee },
  { to: "/people", label: "people", Icon: Users },
  { to: "/followed-tags", label: "tags.title", Icon: Hash },
  { to: "/follow-requests", label: "request.title", Icon: UserCheck },
  { to: "/public/local", label: "local", Icon: Globe },
  { to: "/columns", label: "more.columns", Icon: Columns },
  { to: "/preferences", label: "preferences", Icon: Settings },
];
/** For those who keep the place. */
const CONSOLE: Place = { to: "/admin", label: "more.console", Icon: Gauge };
/** The server's own page about itself. */
const ABOUT: Place = { to: "/", label: "more.about", Icon: Info };

export const places = (): Place[] => [...ALL.filter(({ to }) => isOurs(to)), ...(isStaff() ? [CONSOLE] : []), ABOUT];
