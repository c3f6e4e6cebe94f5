// Ids are numbers too large for a number: they are compared as what they are written.

/** Whether one id is newer than another; everything is newer than none. */
export function isNewer(id: string, than: string | null | undefined): boolean {
  return !than || id.length > than.length || (id.length === than.length && id > than);
}
