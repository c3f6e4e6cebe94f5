import { expect, test } from "vitest";
import { readHandle } from "./home-handle";

test("handles are read however they are written", () => {
  const noor = { username: "noor", domain: "other.example" };
  for (const text of ["noor@other.example", " @noor@Other.Example ", "https://other.example/@noor", "https://other.example/users/noor/"]) {
    expect(readHandle(text)).toEqual(noor);
  }
  expect(readHandle("@noor@münchen.example")?.domain).toBe("münchen.example");
  expect(readHandle("@bob@localhost:4100")?.domain).toBe("localhost:4100");
});

test("what is no whole handle is none", () => {
  for (const text of ["", "noor", "@noor", "noor@", "noor@other", "noor@other.example/home", "javascript:alert(1)", "https://other.example/about"]) {
    expect(readHandle(text)).toBeNull();
  }
});
