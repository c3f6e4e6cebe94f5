import { expect, it } from "vitest";
import { pixelsOf } from "./blurhash";

it("decodes the colours of a picture", () => {
  const pixels = pixelsOf("LEHV6nWB2yk8pyo0adR*.7kCMdnj", 4, 4);
  expect(pixels?.length).toBe(64);
  expect([...(pixels?.slice(0, 4) ?? [])]).toEqual([149, 174, 189, 255].map((value) => expect.closeTo(value, -2)));
  expect(pixels?.[3]).toBe(255);
});

it("knows what is no hash", () => {
  expect(pixelsOf("nonsense", 4, 4)).toBe(null);
  expect(pixelsOf("", 4, 4)).toBe(null);
});
