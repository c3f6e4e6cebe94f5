// Notifications of this device: shown as the server words them, and leading to what they are about.
import { keptStart } from "../state/kept";

declare const self: ServiceWorkerGlobalScope;

/** What the server sends, in Mastodon's words. */
interface Message {
  notification_id: string | number;
  notification_type: string;
  preferred_locale: string;
  icon: string;
  title: string;
  body: string;
}

export async function showMessage(data: PushMessageData | null): Promise<void> {
  let message: Partial<Message> = {};
  try {
    message = (data?.json() as Message) ?? {};
  } catch {
    // A browser takes the permission away from who shows nothing, so that something is shown in any case.
  }
  await self.registration.showNotification(message.title ?? "Fanfare", {
    body: message.body ?? "",
    icon: message.icon ?? "/client/icons/192.png",
    badge: "/client/icons/badge.png",
    tag: message.notification_id ? String(message.notification_id) : undefined,
    lang: message.preferred_locale,
    data: { id: message.notification_id ? String(message.notification_id) : null },
  });
}

/** Opens what a notification is about, in a window that is there already if there is one. */
export async function openMessage(notification: Notification): Promise<void> {
  notification.close();
  const path = await placeOf((notification.data as { id: string | null } | null)?.id ?? null);
  const [window] = await self.clients.matchAll({ type: "window" });
  if (window) {
    await window.focus();
    window.postMessage({ kind: "go", path });
  } else {
    await self.clients.openWindow(path);
  }
}

async function placeOf(id: string | null): Promise<string> {
  try {
    const kept = await keptStart();
    const { token } = JSON.parse(kept?.boot ?? "{}") as { token?: string };
    if (id && token) {
      const answer = await fetch(`/api/v1/notifications/${id}`, { headers: { authorization: `Bearer ${token}` } });
      const found = (await answer.json()) as { status?: { id: string; account: { acct: string } }; account?: { acct: string }; type?: string };
      if (found.status) {
        return `/@${found.status.account.acct}/${found.status.id}`;
      }
      if (found.type === "follow_request") {
        return "/follow-requests";
      }
      if (found.account) {
        return `/@${found.account.acct}`;
      }
    }
  } catch {
    // All of them are at hand instead.
  }
  return "/notifications";
}
