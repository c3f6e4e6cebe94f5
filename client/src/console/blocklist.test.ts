import { expect, test } from "vitest";
import { cells, compared, read, written, type DomainBlock } from "./blocklist";

const TABLE = `#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate
Bad.example,suspend,False,False,"Spam, and ""more""",False
loud.example,silence,True,False,,True
bad.example,silence,False,False,twice,False
not a domain,suspend,,,,
`;

test("a table is read with its quotes, once for every domain", () => {
  expect(read(TABLE)).toEqual([
    { domain: "bad.example", severity: "suspend", rejectMedia: false, rejectReports: false, publicComment: 'Spam, and "more"', obfuscate: false },
    { domain: "loud.example", severity: "silence", rejectMedia: true, rejectReports: false, publicComment: "", obfuscate: true },
  ]);
});

test("a bare list of domains suspends them", () => {
  expect(read("a.example\nb.example\n").map(({ domain, severity }) => [domain, severity])).toEqual([["a.example", "suspend"], ["b.example", "suspend"]]);
  expect(cells('"a\nb",c')).toEqual([["a\nb", "c"]]);
});

test("what is written can be read again", () => {
  expect(read(written(read(TABLE)))).toEqual(read(TABLE));
});

test("a list never makes milder what was decided here", () => {
  const block = (domain: string, severity: DomainBlock["severity"]) =>
    ({ id: domain, domain, severity, rejectMedia: false, rejectReports: false, publicComment: null, privateComment: null, obfuscate: false, createdAt: "" }) satisfies DomainBlock;
  const { fresh, stricter, known } = compared(read(TABLE), [block("bad.example", "silence"), block("loud.example", "suspend")]);
  expect([fresh.length, stricter.map(({ line }) => line.domain), known]).toEqual([0, ["bad.example"], 1]);
});
