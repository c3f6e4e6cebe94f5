// Handles as they are shown: whole, or without the server for those who want less to read.
import type { Account } from "../api";
import { device } from "../state/device.svelte";

export const handleOf = ({ acct }: Pick<Account, "acct">): string => (device().shortHandles ? (acct.split("@")[0] ?? acct) : acct);
