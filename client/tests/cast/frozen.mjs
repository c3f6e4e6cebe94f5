// A door before a server at which it is always the same moment: what the server says of times is told anew, so that
// pictures of it do not change from day to day.
import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";

/** A Friday evening in June. */
export const NOW = new Date("2026-06-12T17:30:00Z");
const MOMENT = /20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;
/** What happened without a time of its own was some minutes ago. */
const JUST_NOW_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

/** Opens the door on a port; `said` are the posts with how long ago they are to have been. */
export function openDoor(server, port, said) {
  const filled = Date.now();
  const moments = new Map(said.map(({ at, ago }) => [at, new Date(NOW - ago).toISOString()]));
  const ages = new Map(said.map(({ id, ago }) => [id, ago]));

  const told = (moment) => {
    const known = moments.get(moment);
    if (known) {
      return known;
    }
    const isDay = moment.endsWith("T00:00:00.000Z");
    const shifted = Date.parse(moment) - filled + NOW.getTime() - JUST_NOW_MS;
    return new Date(isDay ? Math.floor(shifted / DAY_MS) * DAY_MS : shifted).toISOString();
  };
  const inPages = (text) =>
    text.replace(/\/(\d{10,})("[^>]*><time datetime=")[^"]*(">)[^<]*/g, (whole, id, before, after) => {
      const at = new Date(NOW - (ages.get(id) ?? JUST_NOW_MS));
      const day = at.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
      return `/${id}${before}${at.toISOString()}${after}${day}, ${at.toISOString().slice(11, 16)}`;
    });

  const door = createServer((asked, answer) => {
    if (/^\/assets\/style-\w+\.css$/.test(asked.url)) {
      // The one of the sources, so that a look at a change of it needs no build.
      answer.writeHead(200, { "content-type": "text/css; charset=utf-8" });
      answer.end(readFileSync(new URL("../../../crates/web/assets/style.css", import.meta.url)));
      return;
    }
    const headers = { ...asked.headers, host: server.domain, "accept-encoding": "identity" };
    const onward = request({ host: "127.0.0.1", port: server.port, path: asked.url, method: asked.method, headers }, (from) => {
      if (!/json|html/.test(from.headers["content-type"] ?? "")) {
        answer.writeHead(from.statusCode, from.headers);
        from.pipe(answer);
        return;
      }
      const parts = [];
      from.on("data", (part) => parts.push(part));
      from.on("end", () => {
        const body = inPages(Buffer.concat(parts).toString()).replace(MOMENT, told);
        answer.writeHead(from.statusCode, { ...from.headers, "content-length": Buffer.byteLength(body) });
        answer.end(body);
      });
    });
    onward.on("error", () => answer.destroy());
    asked.pipe(onward);
  });
  return new Promise((resolve) => door.listen(port, "127.0.0.1", () => resolve(door)));
}
