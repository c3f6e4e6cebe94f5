// A handle as somebody types or pastes it: with or without the @ in front, or the address of a profile.
export interface Handle {
  username: string;
  /** As it stands in the handle; with a port if that is unusual. */
  domain: string;
}

const HANDLE = /^@?([\w.-]+)@((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}|localhost)(:\d+)?$/u;
const PROFILE = /^https?:\/\/([^/]+)\/(?:@|users\/)([\w.-]+)\/?$/;

/** What was typed, if it is a whole handle. */
export function readHandle(text: string): Handle | null {
  const typed = text.trim();
  const [, host, name] = PROFILE.exec(typed) ?? [];
  const [, username, domain, port = ""] = HANDLE.exec(host ? `${name}@${host}` : typed) ?? [];
  return username && domain ? { username, domain: `${domain.toLowerCase()}${port}` } : null;
}

export const written = ({ username, domain }: Handle): string => `${username}@${domain}`;
