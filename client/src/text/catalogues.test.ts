// Every language has the same messages, with the same gaps to fill.
import { expect, test } from "vitest";
import english from "../../locales/en";
import englishCatchUp from "../../locales/en/catchup.json";
import englishConsole from "../../locales/en/console.json";
import englishPreferences from "../../locales/en/preferences.json";
import englishWriting from "../../locales/en/writing.json";
import german from "../../locales/de";
import germanCatchUp from "../../locales/de/catchup.json";
import germanConsole from "../../locales/de/console.json";
import germanPreferences from "../../locales/de/preferences.json";
import germanWriting from "../../locales/de/writing.json";

// One thing may be counted in a word.
const gaps = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([gap]) => gap).filter((gap) => gap !== "{count}").sort();

test("German says all that English says", () => {
  const [en, de] = [
    { ...english, ...englishCatchUp, ...englishConsole, ...englishPreferences, ...englishWriting },
    { ...german, ...germanCatchUp, ...germanConsole, ...germanPreferences, ...germanWriting },
  ] as Record<string, string>[];
  expect(Object.keys(de!).sort()).toEqual(Object.keys(en!).sort());
  for (const [key, text] of Object.entries(en!)) {
    expect([key, gaps(de![key]!)]).toEqual([key, gaps(text)]);
  }
});
