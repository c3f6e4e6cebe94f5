import { expect, test } from "vitest";
import type { Status } from "../../api";
import { audiences, closest, narrower } from "./audience";

const seenBy = (visibility: Status["visibility"], localOnly = false) => ({ visibility, localOnly }) as unknown as Status;

test("a reply is never wider than what it answers", () => {
  expect(audiences([])).toEqual(["public", "unlisted", "local", "private", "direct"]);
  expect(audiences([seenBy("unlisted")])).toEqual(["unlisted", "local", "private", "direct"]);
  expect(audiences([seenBy("private")])).toEqual(["private", "direct"]);
  expect(audiences([seenBy("direct")])).toEqual(["direct"]);
  expect(audiences([seenBy("public"), seenBy("private"), null])).toEqual(["private", "direct"]);
});

test("what stays on this server is answered on this server", () => {
  expect(audiences([seenBy("public", true)])).toEqual(["local", "private", "direct"]);
});

test("a wish that is too wide becomes the widest that is possible", () => {
  expect(closest("public", audiences([seenBy("private")]))).toBe("private");
  expect(closest("direct", audiences([seenBy("private")]))).toBe("direct");
  expect(narrower("unlisted", "private")).toBe("private");
});
