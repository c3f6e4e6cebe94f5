// What this device remembers for whoever is signed in. A browser that keeps nothing just forgets.
import { boot } from "../boot";

const named = (name: string) => `${boot.me.id} ${name}`;

export function recall<T>(name: string, otherwise: T): T {
  try {
    return (JSON.parse(localStorage.getItem(named(name)) ?? "null") as T | null) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(named(name), JSON.stringify(value));
  } catch {
    // The device has no room; nothing depends on it.
  }
}

export function unremember(name: string): void {
  localStorage.removeItem(named(name));
}
