// What somebody searched for last, kept on this device alone.
import { recall, remember } from "../state/remembered";

const KEPT = 10;

export const recent = (): string[] => recall("searches", []);

/** A list with a text at its start, once. */
export const withFirst = (all: string[], text: string) => [text, ...all.filter((one) => one !== text)].slice(0, KEPT);

export const keepSearch = (text: string): void => remember("searches", withFirst(recent(), text));

export const forgetSearch = (text: string): void => remember("searches", recent().filter((one) => one !== text));

export const forgetSearches = (): void => remember("searches", []);
