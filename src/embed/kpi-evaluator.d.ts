// The JavaScript API of kpi-evaluator, version 1: fields may be added; none is renamed or removed.
//
// Exact decimals are strings in plain notation ("12974", "34.4", "-3.2"), percentages strings in percent.
// What is absent has no key. The same input and options give byte-identical JSON.

/**
 * Gets the module ready; call it once, or as often as you like: all calls share one instance.
 * It mounts nothing and touches no document.
 *
 * @param wasm The module's address, bytes or compiled form. Without it, the file beside this one: fetched, or in
 *   Node read from the disk.
 * @throws {KpiError} "not-ready", with the reason as its `cause`. The next call tries again.
 */
export default function init(wasm?: URL | string | BufferSource | WebAssembly.Module): Promise<void>;

/**
 * Evaluates one input. Odd content never throws: it becomes notices; an input without a KPI gives `kpis: []` and the
 * notice `no-kpi`.
 *
 * A working file (`*.kpi.json`, docs/working-file.md), as bytes or text, is evaluated with its corrections, its mapping and
 * its rule set; what `options` say counts more. It throws "unreadable" with the reason "damaged" or "newer" where it must.
 *
 * @throws {KpiError} "options": an unknown or malformed option, by name. "unreadable": a file that cannot be opened,
 *   with its `reason`. "input": not one of the forms of `Input`. "not-ready": `init` has not finished.
 */
export function evaluate(input: Input, options?: Options): Evaluation;

/** The rule sets that come with the product, as data; each can be changed and given back as `Options.ruleSet`. */
export function ruleSets(): RuleSet[];

/**
 * Which rule sets reproduce the rates and labels that an input prints, best first: the ones that ship, and the one in
 * `options.ruleSet` beside them. A fit is a proposal: several rules often fit the same rows. Throws as `evaluate` does.
 */
export function fits(input: Input, options?: Options): Fit[];

/**
 * An evaluation as something to hand out: "xlsx" is a workbook (the sheet with live formulas, the long form, provenance);
 * "csv" has a row for each KPI, "csv-long" one for each KPI and measurement (docs/exports.md names its columns); "html" is
 * a table for a CMS, "md" Markdown, "svg" one picture of all KPIs, "json" the evaluation itself. The same arguments give the same bytes: no clock is read.
 * A string, but bytes for "xlsx" and for the encoding "cp932".
 *
 * @throws {KpiError} "input": no evaluation of `kpi-evaluator/1`. "options": an unknown format or option, by name; or
 *   characters that the encoding does not have, each named. "not-ready": `init` has not finished.
 */
export function render(evaluation: Evaluation, format: Format, options?: RenderOptions): string | Uint8Array;

/**
 * An earlier evaluation beside this year's (docs/comparison.md): which KPIs are the same, what has changed between the two,
 * which actuals were not updated, every year that either has, and the pace to the final target. What has several answers
 * is not guessed: those KPIs are in `added` and `dropped`, with `offers`.
 *
 * @throws {KpiError} "input": no evaluation of `kpi-evaluator/1`. "options": an unknown option, by name. "not-ready":
 *   `init` has not finished.
 */
export function compare(before: Evaluation, now: Evaluation, options?: CompareOptions): Comparison;

export interface CompareOptions {
  /** Of sentences. Default "ja". */
  lang?: "ja" | "en";
  /** What a person says: by the id of a KPI of this year, the id of the earlier one, or null for "it is new". */
  pairs?: Record<string, string | null>;
}

/** Every KPI of both evaluations is in exactly one of `pairs`, `added` and `dropped`. */
export interface Comparison {
  schema: "kpi-comparison/1";
  version: string;
  before: ComparedSide;
  now: ComparedSide;
  /** In the order of this year's sheet. */
  pairs: ComparedPair[];
  /** KPIs of this year without an earlier one. */
  added: SingleKpi[];
  /** Earlier KPIs without one of this year. */
  dropped: SingleKpi[];
  summary: {
    pairs: number;
    /** Pairs to be looked at. */
    check: number;
    /** Pairs with a flag. */
    flagged: number;
    /** KPIs without an offer: new, gone. */
    added: number;
    dropped: number;
    /** KPIs of this year that a person decides on. */
    undecided: number;
  };
  /** What speaks against comparing the two at all, where anything does; pairs that no person joined are "check" then. */
  warnings?: { code: "other-municipality"; message: string }[];
}

export interface ComparedSide {
  title?: string;
  municipality?: string;
  fiscalYear?: number;
  kpis: number;
}

/** A KPI of one of the two, with what the measurement says that speaks for it. */
export interface NamedKpi {
  id: string;
  name: string;
  section: string[];
  project?: string;
  unit?: string;
  period?: Period;
  target?: string;
  actual?: string;
  rate?: string;
  status?: Measurement["status"];
}

/** Why two KPIs are taken for the same, or may be. */
export type ComparedHow =
  | "person" | "name" | "namesake" | "section-renamed" | "other-section" | "brackets" | "similar" | "figures";

export interface ComparedPair {
  before: NamedKpi;
  now: NamedKpi;
  /** "check": probably the same. */
  certainty: "same" | "check";
  how: ComparedHow;
  /** `how` in words. */
  because: string;
  flags: ComparedFlag[];
  /** Every year of both, in this year's unit. */
  series: ComparedYear[];
  pace?: Pace;
  /** Why there is no pace. */
  noPace?: "no-baseline" | "no-final-target" | "no-actual" | "no-period" | "not-a-level" | "no-way";
}

export interface SingleKpi {
  kpi: NamedKpi;
  /** KPIs of the other evaluation that may be the same, at most three. */
  offers: { kpi: string; name: string; section: string[]; how: ComparedHow; because: string }[];
}

/** What differs, with its sentence. Figures stand in the unit of their side. */
export type ComparedFlag = { message: string } & (
  | { code: "name" | "section"; before: string; now: string }
  | { code: "unit"; before: string; now: string; /** Of ten between the two: 千人 → 人 is 3. */ power?: number }
  | { code: "direction"; before: Direction; now: Direction }
  | { code: "definition"; of: "brackets" | "basis" | "target-kind"; before: string; now: string }
  | { code: "baseline"; before: string; now: string; beforePeriod?: Period; nowPeriod?: Period }
  | {
      code: "final-target"; before: string; now: string; beforePeriod?: Period; nowPeriod?: Period;
      moved: "easier" | "harder" | "otherwise";
    }
  | { code: "target"; period: Period; before: string; now: string; moved: "easier" | "harder" | "otherwise" }
  | { code: "actual-revised"; period: Period; before: string; now: string }
  | { code: "actual-not-updated"; value: string; beforePeriod?: Period; nowPeriod?: Period }
  | { code: "actual-missing"; /** Of the last actual. */ period?: Period }
);

export interface ComparedYear {
  period?: Period;
  /** The period is that of its sheet, as the figure is printed without one. */
  assumed?: true;
  /** Who prints it; where both do, the figures are this year's. */
  from: "before" | "now" | "both";
  target?: string;
  actual?: string;
  rate?: string;
}

/** The way from the baseline to the final target, against a straight line; compared by exact fractions. */
export interface Pace {
  baseline: { period: Period; value: string };
  target: { period: Period; value: string };
  /** The actuals, each beside what the line expects, and the share of the time that has passed, in percent. */
  steps: { period: Period; actual: string; expected: string; passed: string }[];
  /** Of the time and of the way, in percent, at the last actual. */
  passed: string;
  reached: string;
  standing: "reached" | "ahead" | "on" | "behind";
  /** What each year that is left has to bring. */
  needed?: string;
}

export type Format = "xlsx" | "csv" | "csv-long" | "json" | "html" | "md" | "svg";

export interface RenderOptions {
  /** Of heads and words. Default "ja"; what is read back by the product is written in Japanese. */
  lang?: "ja" | "en";
  /** The rule set that gave the labels, for its name and source. Default: the preset of the evaluation's id. */
  ruleSet?: string | RuleSet;
  /** How many cells, columns and KPIs were put right by hand, to be said. */
  corrected?: number;
  /** The day that is said, "2026-04-01". Default: none. */
  date?: string;
  /** What the sheet was read from: a file's name, an address. Default: the document's name. */
  source?: string;
  /** The columns of the wide forms. Default: all that say something; the name is always there. */
  columns?: RenderColumn[];
  /** Of "csv" and "csv-long". Default "utf-8", with a byte order mark. */
  encoding?: "utf-8" | "cp932";
  /** What becomes of characters that the encoding does not have. Default "refuse"; replaced by 〓. */
  unfit?: "refuse" | "replace";
  /** Of "xlsx", landscape. Default "a4". */
  paper?: "a4" | "a3";
}

export type RenderColumn =
  | "number" | "section" | "project" | "name" | "unit" | "direction" | "baseline" | "target" | "actual" | "rate"
  | "final-target" | "rule-rate" | "status" | "label" | "check" | "printed" | "texts";

/** The version of the product, as in every evaluation. */
export const version: string;

export class KpiError extends Error {
  constructor(code: KpiError["code"], message: string, more?: { reason?: KpiError["reason"]; cause?: unknown });
  readonly name: "KpiError";
  readonly code: "options" | "unreadable" | "not-ready" | "input";
  readonly reason?: "encrypted" | "truncated" | "too-large" | "bomb" | "no-text" | "unknown-type" | "damaged" | "newer";
}

/** Pasted text, a clipboard with both its flavours, or a file, which is recognised by its content. */
export type Input =
  | string
  | { html: string; text?: string }
  | { bytes: Uint8Array; name?: string };

export interface Options {
  /** The id of a preset, or a rule set as data. Default "plain": half up, 1 decimal, no cap, no bands. */
  ruleSet?: string | RuleSet;
  /** The period to speak about. Default, per KPI: its latest with an actual. */
  asOf?: Period;
  /** The plan's term, for rules of pace. Default: as printed. */
  term?: { start: string; end: string };
  mapping?: Mapping;
  overrides?: Override[];
  /** Of a working file: which of its sheets, from 1. Default: the one that was open. */
  sheet?: number;
  lang?: "ja" | "en";
}

/** What a person knows better than the sheet, for one KPI. */
export interface Override {
  kpi: string;
  direction?: Direction;
  method?: string;
  unit?: string;
  target?: string;
  /** The term of its own plan or project. */
  term?: { start?: string; end?: string };
  reason?: string;
}

/** A JSON document; the project publishes its JSON Schema. */
export interface RuleSet {
  schema: "rule-set/1";
  [field: string]: unknown;
}

/** How much of what is printed a rule set reproduces. */
export interface Fit {
  /** Its id. */
  ruleSet: string;
  /** What people call it. */
  name: string;
  /** In a sentence. */
  text: string;
  rates: Score;
  labels: Score;
  /** What it does not reproduce. */
  misses: Miss[];
}

/** So many of so many. */
export interface Score {
  reproduced: number;
  of: number;
}

/** Something printed that a rule set gives otherwise, or not at all. */
export interface Miss {
  /** Id of the KPI. */
  kpi?: string;
  /** Index into its measurements, for a rate. */
  measurement?: number;
  /** Id of the project. */
  project?: string;
  printed: string;
  ours?: string;
}

/**
 * What the tables of a document mean; a JSON document, whose JSON Schema the project publishes. All numbers are 1-based.
 * A table with `rows` is drawn on the grid and read with exactly what is said here, before anything is recognised; one
 * without is laid over the columns of the recognised table of that id. One with `cells` tells its records cell by cell,
 * where they are no rows of a grid: so are the mappings of candidates.
 */
export interface Mapping {
  schema: "mapping/1";
  /** The fiscal year that the document reports on, named by its first calendar year. */
  fiscalYear?: number;
  term?: { start?: Period; end?: Period };
  tables?: TableMapping[];
}

export interface TableMapping {
  /** The id of a table of the evaluation, or one of your own for a table that was not recognised. */
  table: string;
  sheet?: string;
  rows?: Rows;
  headerRows?: number[];
  sectionRows?: number[];
  ignoredRows?: number[];
  /** Rows and columns change places in everything that is said of this table. */
  turned?: boolean;
  /** The columns at which tables side by side begin; columns before the first are all tables'. */
  parts?: number[];
  /** The rows of one record (2 to 20), where they are told apart by their order. */
  recordRows?: number;
  /**
   * Records, their cells, and the parts of each: a cell of the sheet `[row, column]`, or characters of it
   * `[row, column, from, to]` (code points, both included). The first cell of a record is its name; no part at all:
   * nothing is printed. `columns` then count the cells of a record.
   */
  cells?: ([row: number, column: number] | [row: number, column: number, from: number, to: number])[][][];
  /** Beside `cells`: the unit of all values that are printed without one. */
  unit?: string;
  columns?: ColumnMapping[];
  /** The name of the form that it came from. */
  form?: string;
}

export interface ColumnMapping {
  column: number;
  /** Of the rows of one record, the one that is meant, from 2. Default: the first. */
  row?: number;
  /** One of the roles of the evaluation's `columns`. */
  role: string;
  /** Of two values in a cell, the role of the lower one. */
  lower?: string;
  /** "none": no period at all. Default: as the header says. */
  period?: Period | "none";
  basis?: Basis;
}

export interface Evaluation {
  schema: "kpi-evaluator/1";
  version: string;
  ruleSet: string;
  document: Document;
  tables: Table[];
  projects: Project[];
  kpis: Kpi[];
  /** Tables that may hold KPIs, with too little evidence to count them. */
  candidates: Candidate[];
  /** Where the rule set says how several KPIs make one word. */
  sections?: Section[];
  notices: Notice[];
  summary: Summary;
}

/** A table that may hold KPIs: it is not counted, and gets no status or label. */
export interface Candidate {
  id: string;
  at: Place;
  sheet?: string;
  title?: string;
  /** What is missing, in words. */
  because: string;
  /** Best first, at most 3. */
  readings: CandidateReading[];
}

export interface CandidateReading {
  /** How surely it is right, 0 to 1, with two decimals. */
  confidence: number;
  /** Given as `Options.mapping`, it gives exactly this reading. */
  mapping: Mapping;
  /** How it differs from the first, in words; empty of the first. */
  differs: string;
  kpis: CandidateKpi[];
}

/** What a reading comes to, by its latest measurement: decimals in plain notation, or as printed where there is none. */
export interface CandidateKpi {
  name: string;
  unit?: string;
  period?: Period;
  baseline?: string;
  target?: string;
  actual?: string;
  rate?: string;
}

/** The input as a whole; where it holds several tables, the first one speaks. */
export interface Document {
  title?: string;
  municipality?: string;
  fiscalYear?: number;
  term?: { start?: string; end?: string };
  source: "text" | "html" | "csv" | "tsv" | "xlsx" | "xls" | "ods" | "docx" | "pdf" | "json";
  name?: string;
}

export interface Table {
  id: string;
  sheet?: string;
  title?: string;
  /** Which layout recognised it: "header", "headless", "marks", "stream" … */
  layout: string;
  /** The columns as understood; missing where the layout has none. */
  columns?: Column[];
  /** Its rows, where each record is a row (or a few) of a grid: what a mapping says. */
  rows?: Rows;
  headerRows?: number[];
  /** Headings between its records. */
  sectionRows?: number[];
  /** Rows that nothing was read from. */
  ignoredRows?: number[];
  /** Rows and columns change places: all rows named here are columns of the sheet, and its columns are rows. */
  turned?: true;
  /** The columns at which the tables side by side begin. */
  parts?: number[];
  /** The rows of one record, where they are told apart by their order. */
  recordRows?: number;
  at: Place;
}

/** First and last row of a table, both included. */
export interface Rows {
  first: number;
  last: number;
}

/** One column of a table as understood. */
export interface Column {
  /** Its place in the source's row, from 1; in a turned table, in the source's column. */
  column: number;
  /** Of the rows of one record, the one that it stands in, from 2; the first without it. */
  row?: number;
  /** The header's words; empty without a header. */
  header: string;
  /** "name", "unit", "baseline", "target", "actual", "rate" …; "ignore" where it means nothing. */
  role: string;
  /** Of two values in a cell, the role of the lower one. */
  lower?: string;
  period?: Period;
  /** What its numbers count, where that is not the level. */
  basis?: Basis;
  /** Guessed from the values, not read from a header. */
  assumed?: true;
}

export interface Kpi {
  id: string;
  table: string;
  /** "check": read with a doubt, which a notice of its own names. */
  certainty: "sure" | "check";
  /** The headings above, outermost first. */
  section: string[];
  project?: string;
  /** As printed: "④-1". */
  sheetNo?: string;
  /** The departments in charge (担当課), each once. */
  departments?: string[];
  name: string;
  unit?: string;
  direction: Direction;
  directionFrom: "printed" | "wording" | "target" | "user" | "assumed";
  targetKind: "numeric" | "at-least-baseline" | "at-most-baseline" | "text" | "none";
  baseline?: Point;
  finalTarget?: Point;
  /** By period, annual before cumulative. */
  measurements: Measurement[];
  /** Which of them speaks for the KPI in its label and in the summary, from 0. */
  speaks?: number;
  printed?: { status?: string; ratings?: string[]; overall?: string; label?: string };
  texts: Text[];
  label?: Label;
  /** What the printed ratings make by the rule set's table. */
  overallLabel?: Label;
  at: Place;
}

export type Direction = "increase" | "decrease" | "maintain" | "unknown";

/** One figure, or the reason why there is none. */
export interface Point {
  value?: string;
  /** As printed. */
  raw: string;
  period?: Period;
  basis?: Basis;
  /** Not printed itself, but taken from another figure, such as the baseline for 現状以上. */
  derived?: true;
  estimated?: true;
  /** The part in [ ]. */
  scoped?: string;
  absence?: Reason;
  note?: string;
  at?: Place;
}

export type Basis = "level" | "annual-increment" | "cumulative-increment";

/** "FY2018" | "2015" | "2015-10" | "FY2021/FY2023" */
export type Period = string;

export interface Measurement {
  period?: Period;
  basis: Basis;
  against: "period" | "final" | "baseline";
  target?: Point;
  actual?: Point;
  /** Exact, half up to 1 decimal, never capped, whatever the rule set. */
  rate?: string;
  /** From the baseline towards this measurement's target. */
  progress?: string;
  /** From the baseline towards the final target. */
  finalProgress?: string;
  formula: string;
  /** The rule set's rate in a sentence. */
  explanation?: string;
  method?: string;
  /** By the rule set's own method and rounding. */
  shownRate?: string;
  /** Why the rule set's method makes no rate, where that is another reason than `reason`. */
  methodReason?: MethodReason;
  /** `label` where the word would be another one. */
  alternatives?: { method: string; rate: string; label?: string }[];
  status:
    | "achieved"
    | "not-achieved"
    | "not-published"
    | "not-entered"
    | "not-evaluable"
    | "qualitative"
    | "no-target";
  /** What the status rests on that is not read but assumed. A status that rests on more than a period is provisional. */
  assumed?: ("direction" | "unit" | "column" | "period")[];
  reason?: Reason;
  printedRate?: string;
  check: "match" | "capped" | "rounding" | "mismatch" | "uncheckable" | "not-printed";
}

export type Reason =
  | "blank"
  | "not-published"
  | "in-progress"
  | "suspended"
  | "not-applicable"
  | "target-zero"
  | "actual-zero"
  | "negative"
  | "no-ratio"
  | "unknown-direction"
  | "no-baseline"
  | "unit-differs";

export type MethodReason =
  | Reason
  | "no-term"
  | "no-period"
  | "outside-term"
  | "no-final-target"
  | "no-expected-value"
  | "no-shares"
  | "other-direction"
  | "not-a-level"
  | "not-increment"
  | "not-cumulative"
  | "not-steps"
  | "not-positive";

/** What carries a cost, a grant, a printed label or rating, or is the named parent of one. */
export interface Project {
  id: string;
  name: string;
  parent?: string;
  sheetNos: string[];
  grantName?: string;
  term?: { start?: string; end?: string };
  cost?: Point;
  grant?: Point;
  kpis: string[];
  printed?: {
    label?: string;
    grade?: string;
    nextStep?: { grade?: string; text?: string };
    ratings?: string[];
    overall?: string;
  };
  texts: Text[];
  label?: Label;
  /** What the printed ratings make by the rule set's table. */
  overallLabel?: Label;
  at: Place;
}

/** What follows from a rule; where people judge, a suggestion. */
export interface Label {
  ruleSet: string;
  grade?: string;
  text: string;
  nature: "band" | "pace" | "judgement";
  because: string;
  check: "match" | "mismatch" | "not-printed";
  /** What colours and signs go by: never the letter. */
  meaning?: "good" | "fair" | "poor" | "bad" | "neutral";
  basis: "quoted" | "inferred" | "own";
  /** What would make it the next better one. */
  next?: NextLabel;
  /** The KPIs that it follows from, each with the cell of its actual. */
  chain?: Link[];
}

/** What would make a label the next better one. */
export interface NextLabel {
  /** The actual that is needed. */
  actual: string;
  /** How far that is from the actual; above 0. */
  by: string;
  /** The word it would get. */
  text: string;
  /** The percentage that it reaches. */
  bound?: string;
}

/** A KPI of the chain from a label to the cells. */
export interface Link {
  kpi: string;
  /** Which of its measurements speaks. */
  measurement?: number;
  /** Its word, rate or status. */
  said?: string;
  /** It was counted, not left out. */
  counted: boolean;
  /** Where its actual stands; else its name. */
  at: Place;
}

/** The headings above some KPIs. */
export interface Section {
  path: string[];
  table: string;
  kpis: string[];
  label?: Label;
}

export interface Text {
  role: "reason" | "cause" | "effect" | "issue" | "opinion" | "next-step" | "note";
  text: string;
  at?: Place;
}

export interface Notice {
  code: string;
  severity: "error" | "warning" | "info";
  message: string;
  at?: Place;
  kpi?: string;
  measurement?: number;
  project?: string;
  field?: string;
  numbers?: string[];
  proposal?: string;
}

/** A place in the input; all counted from 1. */
export interface Place {
  sheet?: string;
  row?: number;
  column?: number;
  /** "C5" */
  cell?: string;
  line?: number;
  /** Page of a PDF. */
  page?: number;
}

/** The counts add up to `kpis`; `mismatches` counts measurements. */
export interface Summary {
  kpis: number;
  achieved: number;
  notAchieved: number;
  notPublished: number;
  notEntered: number;
  notEvaluable: number;
  other: number;
  /** Measurements. */
  mismatches: number;
  /** KPIs whose status rests on an assumed direction, unit or column. */
  assumed: number;
}
