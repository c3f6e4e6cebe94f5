// The pages of the server for what touches the account itself, for the list of preferences and the palette.
import AppWindow from "@lucide/svelte/icons/app-window";
import Archive from "@lucide/svelte/icons/archive";
import ArrowRightLeft from "@lucide/svelte/icons/arrow-right-left";
import Download from "@lucide/svelte/icons/download";
import Gavel from "@lucide/svelte/icons/gavel";
import KeyRound from "@lucide/svelte/icons/key-round";
import Monitor from "@lucide/svelte/icons/monitor";
import ShieldCheck from "@lucide/svelte/icons/shield-check";
import Trash from "@lucide/svelte/icons/trash-2";
import Unlink from "@lucide/svelte/icons/unlink";
import Upload from "@lucide/svelte/icons/upload";
import UserX from "@lucide/svelte/icons/user-x";
import type { Key } from "../../text";

interface Page {
  to: string;
  label: Key;
  hint?: Key;
  Icon: typeof Archive;
}

export const ACCOUNT: { title: Key; pages: Page[] }[] = [
  {
    title: "account.security",
    pages: [
      { to: "/settings/credentials", label: "account.credentials", hint: "account.credentials.hint", Icon: KeyRound },
      { to: "/settings/two_factor", label: "account.twoFactor", Icon: ShieldCheck },
      { to: "/settings/sessions", label: "account.sessions", hint: "account.sessions.hint", Icon: Monitor },
      { to: "/settings/apps", label: "account.apps", hint: "account.apps.hint", Icon: AppWindow },
      { to: "/settings/strikes", label: "account.strikes", Icon: Gavel },
    ],
  },
  {
    title: "account.data",
    pages: [
      { to: "/settings/export", label: "account.export", hint: "account.export.hint", Icon: Download },
      { to: "/settings/import", label: "account.import", hint: "account.import.hint", Icon: Upload },
      { to: "/settings/archive", label: "account.archive", Icon: Archive },
      { to: "/severed_relationships", label: "account.severed", Icon: Unlink },
      { to: "/settings/clean_up", label: "account.cleanUp", Icon: Trash },
    ],
  },
  {
    title: "account.end",
    pages: [
      { to: "/settings/move", label: "account.move", hint: "account.move.hint", Icon: ArrowRightLeft },
      { to: "/settings/delete", label: "account.delete", Icon: UserX },
    ],
  },
];
