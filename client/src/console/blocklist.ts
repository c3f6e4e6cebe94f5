// Lists of servers in Mastodon's form, as tables with commas: read, written, and compared with what was decided here.

export type Severity = "noop" | "silence" | "suspend";

export interface Line {
  domain: string;
  severity: Severity;
  rejectMedia: boolean;
  rejectReports: boolean;
  publicComment: string;
  obfuscate: boolean;
}

export interface DomainBlock extends Omit<Line, "publicComment"> {
  id: string;
  createdAt: string;
  privateComment: string | null;
  publicComment: string | null;
}

const SEVERITIES: Severity[] = ["noop", "silence", "suspend"];
const COLUMNS = ["domain", "severity", "reject_media", "reject_reports", "public_comment", "obfuscate"];

/** The cells of a table; what stands in quotes may hold commas, quotes and ends of lines. */
export function cells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  const end = () => {
    row.push(cell);
    cell = "";
  };
  const endRow = () => {
    end();
    if (row.some((one) => one.trim())) {
      rows.push(row);
    }
    row = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (isQuoted) {
      if (letter !== '"') {
        cell += letter;
      } else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else {
        isQuoted = false;
      }
    } else if (letter === '"') {
      isQuoted = true;
    } else if (letter === ",") {
      end();
    } else if (letter === "\n") {
      endRow();
    } else if (letter !== "\r") {
      cell += letter;
    }
  }
  endRow();
  return rows;
}

/** The lines of a list; without a heading, each row begins with a domain. Lines that cannot be meant are left out. */
export function read(text: string): Line[] {
  const rows = cells(text.replace(/^\uFEFF/, ""));
  const heading = rows[0]?.map((cell) => cell.trim().replace(/^#/, "").toLowerCase()) ?? [];
  const hasHeading = heading.includes("domain");
  const names = hasHeading ? heading : COLUMNS;
  const seen = new Set<string>();
  return (hasHeading ? rows.slice(1) : rows).flatMap((row) => {
    const say = (name: string) => row[names.indexOf(name)]?.trim() ?? "";
    const domain = say("domain").toLowerCase();
    if (!/^[^\s/@*]+\.[^\s/@*]+$/.test(domain) || seen.has(domain)) {
      return [];
    }
    seen.add(domain);
    const yes = (name: string) => /^(true|1|yes)$/i.test(say(name));
    const severity = SEVERITIES.find((one) => one === say("severity")) ?? "suspend";
    return [{ domain, severity, rejectMedia: yes("reject_media"), rejectReports: yes("reject_reports"), publicComment: say("public_comment"), obfuscate: yes("obfuscate") }];
  });
}

const quoted = (cell: string) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A list as Mastodon writes it. */
export function written(blocks: Pick<DomainBlock, keyof Line>[]): string {
  const row = (block: Pick<DomainBlock, keyof Line>) =>
    [block.domain, block.severity, block.rejectMedia, block.rejectReports, block.publicComment ?? "", block.obfuscate].map((cell) => quoted(String(cell))).join(",");
  return [COLUMNS.map((name) => `#${name}`).join(","), ...blocks.map(row)].join("\n") + "\n";
}

export interface Difference {
  /** Nothing was decided about them here. */
  fresh: Line[];
  /** What was decided here is milder. */
  stricter: { line: Line; old: DomainBlock }[];
  /** What was decided here is as strict, or stricter. */
  known: number;
}

const rank = (severity: Severity) => SEVERITIES.indexOf(severity);

/** What a list would change. What was decided here is never made milder. */
export function compared(lines: Line[], blocks: DomainBlock[]): Difference {
  const here = new Map(blocks.map((block) => [block.domain, block]));
  const fresh = lines.filter(({ domain }) => !here.has(domain));
  const stricter = lines.flatMap((line) => {
    const old = here.get(line.domain);
    return old && rank(line.severity) > rank(old.severity) ? [{ line, old }] : [];
  });
  return { fresh, stricter, known: lines.length - fresh.length - stricter.length };
}
