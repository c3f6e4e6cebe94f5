// What roles allow, by the names and in the order of their bits.
import { allowed } from "../state/staff";

export const PERMISSIONS = [
  "administrator",
  "view_devops",
  "view_audit_log",
  "view_dashboard",
  "manage_reports",
  "manage_federation",
  "manage_settings",
  "manage_blocks",
  "manage_taxonomies",
  "manage_appeals",
  "manage_users",
  "manage_invites",
  "manage_rules",
  "manage_announcements",
  "manage_custom_emojis",
  "manage_webhooks",
  "invite_users",
  "manage_roles",
  "manage_user_access",
  "delete_user_data",
  "view_feeds",
  "invite_bypass_approval",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const bitOf = (permission: Permission) => 1 << PERMISSIONS.indexOf(permission);

/** Whether some permissions include one; who may administrate may everything. */
export const includes = (bits: number, permission: Permission) => (bits & (bitOf(permission) | 1)) !== 0;

/** Whether the member may do something. */
export const may = (permission: Permission) => includes(allowed(), permission);

export const mayAny = (...some: Permission[]) => some.some(may);
