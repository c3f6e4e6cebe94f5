// Being told on this device while the client is closed. The browser is asked for its permission only when somebody
// wants that, and its refusals are told apart, since what to do about them differs.
import { api } from "../api";
import { boot } from "../boot";
import { server } from "./server";

export const ALERTS = ["mention", "status", "reblog", "follow", "follow_request", "favourite", "poll", "update", "quote", "quoted_update"] as const;
export type Alert = (typeof ALERTS)[number];
export type Alerts = Record<Alert, boolean>;
export type PushState = "unable" | "blocked" | "off" | "on";
/** Why it could not be turned on. */
export type Refusal = "denied" | "noService" | "noWorker";

export class Refused extends Error {
  constructor(readonly reason: Refusal) {
    super(reason);
  }
}

const NONE = 404;

/** Browsers go on trying for minutes to reach a service that does not answer. */
const PATIENCE_MS = 20_000;

const toCamel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const isAble = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
const inWords = (alerts: Alerts) => Object.fromEntries(ALERTS.map((name) => [toCamel(name), alerts[name]]));

async function subscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** How things stand, and which kinds are told of. */
export async function pushState(): Promise<{ state: PushState; alerts: Alerts }> {
  const all = Object.fromEntries(ALERTS.map((name) => [name, true])) as Alerts;
  if (!isAble()) {
    return { state: "unable", alerts: all };
  }
  if (Notification.permission === "denied") {
    return { state: "blocked", alerts: all };
  }
  if (!(await subscription())) {
    return { state: "off", alerts: all };
  }
  // That the server knows of none is one thing, that it does not answer another.
  const known = await api.v1.push.subscription.fetch().catch((error: { statusCode?: number }) => (error.statusCode === NONE ? null : Promise.reject(error)));
  if (!known) {
    return { state: "off", alerts: all };
  }
  const told = known.alerts as unknown as Record<string, boolean | undefined>;
  return { state: "on", alerts: Object.fromEntries(ALERTS.map((name) => [name, told[toCamel(name)] ?? false])) as Alerts };
}

export async function turnPushOn(alerts: Alerts): Promise<void> {
  if ((await Notification.requestPermission()) !== "granted") {
    throw new Refused("denied");
  }
  const registration = await navigator.serviceWorker.getRegistration("/");
  if (!registration?.active) {
    throw new Refused("noWorker");
  }
  const key = (await server()).configuration.vapid?.publicKey;
  const patience = new Promise<never>((_, refuse) => setTimeout(() => refuse(new Refused("noService")), PATIENCE_MS));
  const asked = registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }).catch(() => Promise.reject(new Refused("noService")));
  const made = await Promise.race([asked, patience]);
  const { endpoint, keys } = made.toJSON();
  const where = { endpoint: endpoint ?? "", standard: true, keys: { p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" } };
  try {
    await api.v1.push.subscription.create({ subscription: where, data: { alerts: inWords(alerts) }, policy: "all" } as never);
  } catch (error) {
    await made.unsubscribe();
    throw error;
  }
}

export const changeAlerts = (alerts: Alerts) => api.v1.push.subscription.update({ data: { alerts: inWords(alerts) } } as never);

/** The browser has one subscription for all who are signed in: it ends with the last of them. */
export async function turnPushOff(): Promise<void> {
  if (isAble() && (boot.others ?? []).length === 0) {
    await (await subscription())?.unsubscribe();
  }
  await api.v1.push.subscription.remove().catch(() => {});
}
