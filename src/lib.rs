//! Reads KPI sheets (KPI評価シート) of Japanese municipalities, recomputes every achievement rate, says which label
//! follows from which rule, and checks that against what is printed.
//!
//! # Floors
//!
//! The product is four crates, each with one job and a page of its own that says how to use it: [`kpi_readers`]
//! (`crates/readers`), [`kpi_core`] (`crates/core`), [`kpi_report`] (`crates/report`), and this one, the page. A crate
//! knows those below it only, which the compiler sees to. Beside the page stands `crates/engine`: the same evaluation as a
//! module for programs, without the page; `crates/bridge` takes values of JavaScript apart for both. Within a crate a module imports lower floors only, never a
//! sibling on its own floor: `tests/native/architecture.rs` reads this table and holds the code to it.
//!
//! | floor | module | its one job |
//! |---|---|---|
//! | 0 | `kpi_readers::base` | exact numbers, places, remarks |
//! | 1 | `kpi_readers::sheet` | what came in: documents; rows of cells with their places |
//! | 2 | `kpi_readers` | pasted text, clipboards, files → rows of cells |
//! | 3 | `kpi_core::kpi` | the vocabulary: indicators, points, periods, projects |
//! | 4 | `kpi_core::text` | characters → values: width, numbers, units, eras, absences, headings |
//! | 5 | `kpi_core::layout` | rows of cells → indicators and projects |
//! | 5 | `kpi_core::evaluate` | indicator → direction, exact rates, status, recheck of printed rates |
//! | 6 | `kpi_core::reading` | tables that no header tells for certain: hypotheses weighed by evidence, candidates |
//! | 6 | `kpi_core::rating` | measurements → labels by rule sets; municipal presets as data |
//! | 7 | `kpi_core::assess` | the one façade: document, settings, corrections → assessment |
//! | 8 | `kpi_report::i18n` | every sentence that a person reads, Japanese first, English |
//! | 9 | `kpi_report::contract` | the assessment in the shapes of `kpi-evaluator/1`, as the page and JavaScript see it |
//! | 10 | `kpi_report::export` | what is handed out: workbook, separated values, tables, code that embeds, the page with a draft inside |
//! | 10 | `kpi_report::compare` | this year's evaluation beside an earlier one: pairs, flags, pace |
//! | 10 | `kpi_report::tasks` | what page and worker say to each other, and the worker's side of it; documents and working files as texts |
//! | 10 | `kpi_report::readability` | the source held against the Digital Agency's rules of machine readability |
//! | 10 | `samples` | excerpts of published sheets to try the page with |
//! | 11 | `app` | what the user gave and can undo; drafts; ports (traits) |
//! | 12 | `browser` | the ports on web APIs |
//! | 12 | `kpi_bridge` | values of JavaScript ↔ inputs, options and results |
//! | 13 | `kpi_engine` | the evaluation as a module for programs |
//! | 13 | `ui` | the Yew page |
//! | 14 | `embed` | what other pages and programs call |
//!
//! `main.rs` stands above them all and only mounts the page.
//!
//! # The way of one pasted sheet
//!
//! ```text
//! paste ─ ui ─▶ app::Action ─▶ app::Desk of app::Inputs { document, corrections, settings }   all that undo and
//!                               │                                                             drafts know
//!                               └─▶ kpi_core::assess
//!                                     readers   text        ─▶ Sheet (rows, cells, places)
//!                                     layout    Sheet       ─▶ Recognised (indicators, projects, remarks)
//!                                     reading   what is left, or was read with holes ─▶ more of it, candidates
//!                                     evaluate  Recognised  ─▶ measurements with exact rates
//!                                     rating    measurements ─▶ labels
//!                               └─▶ contract::evaluation (words of i18n) ─▶ ui, embed
//! ```
//!
//! Nothing derived is stored, and nothing flows back except as a new action.
//!
//! # Where a thing is added
//!
//! | new | touch |
//! |---|---|
//! | notation of a value (▲, 約, 千円) | a row in `crates/core/src/text/<kind>.rs`, a row in `tests/tables/<kind>.tsv` |
//! | header synonym | a row in `crates/core/src/layout/vocabulary.rs` |
//! | kind of file | `crates/readers/src/<kind>.rs`, a `Kind` in `sniff.rs`, a line in `file.rs`, a file in `tests/fixtures` |
//! | habit of sheets | a file in `tests/fixtures/habits` with its records, a row in `tests/fixtures/habits.tsv` |
//! | text below a table that is of many KPIs | `Of` in `crates/core/src/layout/shared.rs`; no KPI takes more than `MOST` |
//! | shape of input that could take ever longer | a row in `SHAPES` of `tests/growth.rs`, of PDF in `tests/pdf_growth.rs` |
//! | what a stage may allocate | its line in `crates/report/tests/budget.tsv`, and in the commit what it is spent for |
//! | what a first visit may fetch | its line in `xtask/sizes.tsv`, and in the commit what it is spent for |
//! | figure beside a peer's | `benches/page/api.mjs` or `page.mjs`, a line with floor and aim in `table.mjs` |
//! | look of text that is not read (struck out, hidden) | `crates/readers/src/look.rs`, where each reader tells it, a file in `tests/fixtures/as_seen_office` |
//! | font of signs | `crates/readers/src/symbols.rs` |
//! | number format | `crates/readers/src/number_format.rs`, a row in `tests/tables/number_format.tsv` |
//! | way a sheet is laid out | `crates/core/src/reading/generate/<way>.rs`, a line in `choose::readings`, readings in `tests/readings` |
//! | way to fold text by hand | `crates/core/src/reading/by_hand.rs`, its words in `crates/report/src/i18n/folds.rs` |
//! | word that leaves a choice of roles | a row in `OPEN` (`crates/core/src/reading/words.rs`) |
//! | evidence for or against a reading | a kind in `crates/core/src/reading/worth.rs`, `assign.rs` (of roles), `evidence.rs` (of a table); what it is worth: `examples/ablation.rs` |
//! | evaluation method | `crates/core/src/evaluate/methods/<method>.rs`, a row in `METHODS`, its words in `crates/report/src/i18n/methods.rs` |
//! | rule set of a body | `crates/core/src/rating/presets/<body>.json`, a row in `PRESETS`, an example in `tests/rule_sets.tsv` |
//! | field of a rule set | `crates/core/src/rating/rule_set.rs`, `schemas/rule-set-1.schema.json`; a test holds them together |
//! | finding (検算) | `crates/core/src/evaluate/findings/<finding>.rs`, a row in `FINDINGS`, true ones in `tests/findings.tsv` |
//! | role of a column | a row in `ROLES` (`crates/core/src/layout/role.rs`), its word in `crates/report/src/i18n/page.rs`, both mapping schemas |
//! | field of a mapping or form | `crates/core/src/layout/mapping/`, its schema in `schemas/`; a test holds them together |
//! | column, facet or order of the table of KPIs | `app/listing/` (`columns.rs`, `facet.rs`, `order.rs`), `ui/results/cells.rs`, `crates/report/src/i18n/results.rs` |
//! | cell of the table of KPIs that is edited in place | `FIELDS` and `source_of` in `ui/results/editing.rs` |
//! | key of the table of KPIs, what is done with a block of cells | `ui/results/keys.rs`, `ui/results/blocks.rs` |
//! | field of a judgement | `app/judging/mod.rs`, its word in `crates/report/src/i18n/judging.rs` |
//! | flag of a comparison of two years | a variant of `Flag` in `crates/report/src/compare/shape.rs`, where it is found in `flags.rs`, its words in `crates/report/src/i18n/comparison.rs` and `years.rs`, a record in `tests/fixtures/years`, `docs/comparison.md` |
//! | spelling of a KPI's name that is no other name | a row in `SPELLINGS` (`crates/report/src/compare/keys.rs`) |
//! | step of the way through | a variant of `Step` in `ui/view.rs`, its panels in `View::usual`, its heading in `ui/way/going.rs`, its word in `crates/report/src/i18n/steps.rs` |
//! | what a kind of change is called in the record of changes | `ui/changes/said.rs`, `crates/report/src/i18n/changes.rs` |
//! | part of the page's address | `ui/way/address.rs`, and where the view has it in `ui/way/going.rs` |
//! | panel below the table | a variant of `Panel` in `ui/view.rs` with its step, its content in `ui/results/panels.rs`, its word in `crates/report/src/i18n/results.rs` |
//! | question with answers of one click | a line in `app/questions.rs`, the answer's words in `crates/report/src/i18n/check.rs` |
//! | reason why something is not read | a `Kind` in `crates/readers/src/sheet/left_out.rs`, its words in `crates/report/src/i18n/remarks.rs` |
//! | way to write what is seen | a file in `tests/fixtures/as_seen`, its records in `tests/fixtures/as_seen.tsv` |
//! | what a candidate lacks, or how its readings differ | `Lack` in `crates/core/src/kpi.rs`, `crates/report/src/i18n/candidates.rs` |
//! | remark | a variant of `kpi_readers::base::remark::Code`; the compiler then asks `i18n` for its words |
//! | field of the rule set editor | `app/rule_form.rs`, `ui/components/rule_<part>.rs`, its words in `crates/report/src/i18n/rules.rs` |
//! | question besides the evaluation | a variant of `Query` and of `Answer` in `crates/report/src/tasks/query.rs` |
//! | kind of what is kept | a key in `app/keys.rs`, a `Kind` in `app/vault.rs`, its word in `crates/report/src/i18n/keeping.rs` |
//! | way in for bytes or texts of others | a row in `TARGETS` of `fuzz/targets.rs`, inputs to begin with in `fuzz/seeds` |
//! | field of a draft in the list of drafts | `app/card.rs`, `ui/components/draft_item.rs`, `crates/report/src/i18n/drafts.rs` |
//! | kind of what the log of a sheet tells | a variant of `What` and where it is found in `app/log.rs`, the schema and `docs/working-file.md` |
//! | column of the workbook of two years | `crates/report/src/compare/wide.rs`, its head in `crates/report/src/i18n/comparison_book.rs` |
//! | field of a working file | `app/working_file.rs`, and what programs read of it in `crates/report/src/tasks/working_file.rs`, its schema in `schemas/`, `docs/working-file.md`; a test holds them together |
//! | option of the command | `src/embed/command/command.js`, its words in `command-words.js`, `tests/e2e/command.test.mjs` |
//! | form to hand out | `crates/report/src/export/<form>.rs`, a row in `Form::ALL` (`crates/report/src/export/render.rs`), `crates/report/src/i18n/output.rs`, `tests/native/round_trip.rs` |
//! | column to hand out | `Field` and `handout/wide.rs`, or a row in `handout/long.rs`; `crates/report/src/i18n/handout.rs`; `docs/exports.md` |
//! | rule of machine readability | `crates/report/src/readability/`, a row in its `RULES`, `crates/report/src/i18n/readability.rs`, `tests/native/readability.rs` |
//! | way to embed | a row in `WAYS` of `ui/components/embed_dialog.rs`, its words in `crates/report/src/i18n/embedding.rs` |
//! | attribute of the element | `src/embed/element.js`, `docs/embedding.md`, `ATTRIBUTES` of `tests/e2e/hostile-host.test.mjs` |
//! | home | a row in `HOMES` of `tests/e2e/homes.mjs` and of `xtask/src/test.rs` |
//! | sample or record | `samples/<place>.txt`, a row in `SAMPLES`, `tests/records/<id>.json` |
//!
//! # The way of a file
//!
//! ```text
//! bytes ─▶ readers::file::open   sniff: what it is · archive, ole, xml: its parts · encoding: its text
//!       ─▶ Document { name, content: text, or the sheets as read }     the bytes are not kept
//!       ─▶ as above
//! ```
//!
//! # From crate to homes
//!
//! ```text
//! Trunk ─▶ wasm, glue, styles, index.html ─▶ xtask `finish`
//!            names by content · API, start, worker (src/embed/*.js) · checksums · sw.js
//!            ─▶ dist/index.html            hosted.js + start.js + page.js: parts beside the page
//!            ─▶ dist/kpi-evaluator.js      the API: crates/engine alone, also in release/npm
//!            ─▶ dist/kpi-evaluator.html    inside.js + start.js: everything in one file
//!            ─▶ dist/kpi-evaluator-element.js, embed.html    element.js, drafts.js, hire.js; frame.js: in a portal
//!            ─▶ release/                   npm-ready folder with the command (command/*.js), SBOM
//! ```
//!
//! # The way of what is handed out
//!
//! ```text
//! contract::v1 ─▶ export::handout   columns, rows, words, provenance: one model for every form
//!                  ─▶ xlsx · csv · markdown · html · clipboard ─▶ export::render ─▶ ui::output, embed
//! opened here again ─▶ readers, layout, as any sheet of anybody; with a working file inside ─▶ app::working_file ─▶ desk
//! ```
//!
//! # The way of two years
//!
//! ```text
//! another sheet of the desk ─ ui::years ─▶ Job::Assess on the bench ─▶ contract::v1 ┐
//! the open sheet ─▶ contract::v1 ───────────────────────────────────────────────────┴▶ compare ─▶ pairs, flags, pace
//! what a person joins or parts ─▶ Change::Pair ─▶ Corrections.earlier ─▶ compare
//! ```
//!
//! # The way of a draft
//!
//! ```text
//! app::Session ─▶ app::keeper   the open draft, in its place (app::place); another tab's is never overwritten
//!   ─▶ draft: index and documents · card: what the list says of it
//!   ─▶ app::vault   what a person wants kept ─▶ app::packed   long texts deflated ─▶ browser::storage
//!                                              beside it app::journal ─▶ browser::journal: on the disk before it is said
//! ui::components::draft_list ─▶ app::shelf   list, copy, remove, bring back · ui::kept   opens another one
//! ```
//!
//! # The way of a copy
//!
//! ```text
//! app::Session ─▶ app::copy::write    JSON: which program, for whom, the draft
//!   the published file: on a disk written down by the page itself (its frame, xtask `single`), on a host fetched
//!   ─▶ export::copy                   one line of data in it ─▶ saved
//! opened ─▶ app::copy::begin          drafts under keys of its own, or in memory ─▶ ui
//! ```
//!
//! # What a person settles about the layout
//!
//! ```text
//! contract::v1::Table ─▶ contract::mapping::drawn ─▶ TableMapping ─ ui::components::check* ─▶ Change::Table
//!   ─▶ Corrections.mapping ─▶ layout::mapping::read, before all layouts and with exactly what is said
//! how its records stand (turned, several rows each, side by side) ─▶ mapping::rearrange: rows and columns guessed anew
//!   ─▶ mapping::arranged: a view for layout::mapping::read, so that rows and columns are said of the turned, parted or
//!      folded cells, and places are those of the sheet
//! kpi::Candidate ─▶ mapping::cells: each reading told cell by cell ─▶ contract ─ ui::components::candidates
//!   ─▶ app::candidates::taken ─▶ Change::Table ─▶ mapping::cells::read, before all layouts; or Change::NotKpis
//! Form (app::forms, kept apart from drafts) ─▶ mapping::form::matches: same header, fitting values ─▶ Change::Form
//! ```
//!
//! # Invariants
//!
//! - Content never fails: odd cells become remarks. No panic can be reached from input.
//! - Rates are exact fractions of decimals; no binary floating point below `i18n`.
//! - Same input, same rule set, same output, to the byte: ordered collections only, no clock, no chance.
//! - No module below `browser` knows a browser, and none but `ui` knows Yew.
//! - No code knows a municipality's name or a document's text: knowledge lives in tables of words, units, notations.
//!
//! # Decisions
//!
//! - *2026-11-21, HTML.* A tokenizer in Rust (`html5gum`) instead of the browser's `DOMParser`: the API also runs in
//!   workers and Node, where there is none, and the same bytes must give the same result everywhere.
//! - *2026-11-21, contract below the page.* The page shows the contract's shapes, not the domain's: one result for the
//!   page, exports and scripts. So the shapes live natively compiled below `app`, not in `embed`.
//! - *2026-11-21, records of text.* Separated values are scanned by our own lenient reader (a quote that never closes
//!   must not swallow the sheet); the `csv` crate is the oracle of its tests.
//! - *2026-11-28, office files.* Own readers of `.xlsx`, `.xls`, `.ods` and `.docx` on `miniz_oxide` and `quick-xml`.
//!   `calamine` gives number formats and fonts since 0.38, but of `.xlsx` only, and of whole cells: the struck-out or
//!   raised part of a text, hidden rows and columns, boxes of text, and what LibreOffice shows beside a value are not to
//!   be had, so that a second pass over the same parts would still be needed. It builds dense ranges of what a file
//!   declares. It is the oracle of the tests. Each kind of file has one function, bytes → `Reading`, in a file and folder
//!   of its own, named in `readers/file.rs` only (`tests/architecture.rs`): any of them can be swapped for a crate there.
//!   A file that cannot be opened is a fault before anything is assessed: the assessment itself still never fails, and
//!   neither drafts nor undo hold bytes.
//! - *2026-11-28, web pages in one file.* The parts of an `.mht` are taken apart by some 150 lines of our own: the crates
//!   for mail bring tables of encodings that we have, and of all headers three matter.
//! - *2026-11-28, cells are borrowed.* Every cell is asked many questions, and most have nothing that folding changes. What
//!   kinds of characters a text holds is told in one pass by a table built once (`crates/core/src/text/class.rs`); texts
//!   are owned only where they change. `crates/report/tests/budget.rs` holds what each stage allocates to a baseline.
//! - *2026-11-28, growth is counted.* `tests/growth.rs` holds what is done for more than forty shapes of input at four
//!   sizes, by what is allocated. What one input could multiply has a bound that is told: texts of one KPI
//!   (`layout/shared.rs`), KPIs, bands, cells, steps of a PDF.
//! - *2026-11-21, PDF.* An own reader of PDF on `miniz_oxide`, tables of cells made from lines and gaps. The text crates
//!   lose Japanese or its places. `hayro-syntax` reads them, but unpacks object streams without a limit, so that a small
//!   file could fill the memory; what is needed of its syntax is a few hundred lines. Objects are found by one scan of
//!   the file, so that damaged tables of places do no harm. Places are fixed-point. One sheet holds the whole document,
//!   so that page breaks do not divide a table, and a place also says its page.
//! - *2026-11-28, bounds of PDF.* A document has a number of steps that its size allows (`pdf::store`), spent on bytes,
//!   operators and characters; beyond it the rest is left out and told. Limits of each part alone let a small file
//!   multiply them. `tests/native/pdf_growth.rs` counts the steps.
//! - *2026-11-21, worker.* Long work goes to one worker of the same module: a second, smaller module for reading would
//!   have to hold layouts and rules as well, since they are what takes the time. PDF and its ciphers are about 145 kB of
//!   3.5 MB of code, too little to be worth a part that is loaded apart. The worker is a classic script, for pages on
//!   the disk; results come in pieces (`crates/report/src/tasks/parts.rs`).
//! - *2026-11-21, shown values.* A workbook's cell is what its number format shows: that is what is printed and judged
//!   by. Numbers are rounded to 15 significant digits first, as spreadsheets do.
//! - *2026-11-21, growth without floating point.* Ratios of compound growth are irrational. They are enclosed by
//!   whole-number roots and stand for the true number in every comparison and rounding, so that a label never depends on
//!   a machine's arithmetic (`crates/core/src/evaluate/methods/compound_growth.rs`).
//! - *2026-11-21, a sheet keeps its rules.* The settings hold a city's own rule set whole, not its id: a draft opened on
//!   another PC, or after the list of own rule sets was emptied, still gives the same labels. The list
//!   (`app/rule_sets.rs`) serves the next sheet only.
//! - *2026-11-21, first band that holds.* Bands are read from the top, so that a ladder needs lower bounds only. Gaps and
//!   overlaps are faults unless the source leaves a range without a word, which the rule set then says (`unlabelled`).
//! - *2026-11-21, one file.* gzip in base64, unpacked by `DecompressionStream`: a good third of plain base64, and
//!   brotli is not to be had there in Chromium. Its scripts are allowed by hash, so that nothing else runs.
//! - *2026-11-21, a copy is the published file and one line.* A page on a disk cannot read its file, and what a browser
//!   writes down of a document is not what it read. So the file holds its own frame, and the page writes it down from
//!   that, checked against its checksum. Anyone can then compare a copy's program with the published one; a copy with a
//!   checksum of its own would prove nothing. What one does in a copy is kept by the content of the copy, not by its
//!   place: a file that is moved is the same, another draft under the same name is not.
//! - *2026-11-21, service worker.* The page from the network first, its parts from the cache: names carry hashes, so
//!   builds never mix, a host's changes are seen at once, and the one behind is kept for pages still open.
//! - *2026-11-28, readings weighed.* A layout claims its rows because a header says so; where none does, the first guess
//!   used to win. Now generators propose tables, all assignments of roles that their words allow are weighed by one
//!   scorer, and the margin to the best other reading says how surely: read, read with its doubt named, or asked. It
//!   stands beside the layouts, takes back what they read with holes, and is to take their place one by one; what no
//!   evidence speaks for is no KPI. Weights are whole numbers, so that the same bytes give the same reading.
//! - *2026-11-28, years without an era* are written out in a working copy of the sheet (`layout/years.rs`) before anything
//!   is read, so that every reader of headers profits; the source stays as it is.
//! - *2026-11-28, nothing is written over what was not read.* A keeper knows what stood in the place of the draft when it
//!   last read or wrote there (`app/keeper.rs`). Anything else there is another tab's, or was hidden by a storage that
//!   refused: it is asked about or set aside (`app/set_aside.rs`), never replaced. Documents leave one draft later than
//!   they are named, as another tab may just be naming them; index and documents carry checksums, and every write is read
//!   back before it counts as saved.
//! - *2026-11-28, many drafts.* Each draft has a key of its own, so that two tabs can work on two of them; the first one
//!   keeps the key that earlier versions know. What the list says stands beside each draft (`app/card.rs`), so that it is
//!   there at once, and a draft does without it. Long texts are deflated and written with 15 bits in each UTF-16 unit
//!   (`app/packed.rs`), since browsers count those: 2.5 times as much as base64. The JSON around them tells a program from
//!   before that the draft is of a newer version, and names the documents, so that its sweeping leaves them.
//! - *2026-11-28, a journal beside the storage.* Chromium writes localStorage to the disk up to a minute late. It stays the
//!   home of drafts, since it is there at once and in every home; on a page of its own every change also goes to IndexedDB in
//!   a strict transaction, and only then a draft is said to be saved (`app/journal.rs`). A number that both have says which
//!   of them is newer when the page opens. No page waits for it: without an answer it begins with the storage alone.
//! - *2026-11-28, an own writer of workbooks.* `rust_xlsxwriter` weighs some 200 kB in the page (brotli), more than this
//!   step may; the few parts that are needed are written in a tenth of that, to the same bytes each time. LibreOffice
//!   computes every formula anew to the value stored beside it. Likewise CP932 is written by the reader's own table turned
//!   round; `encoding_rs` is its oracle.
//! - *2026-11-28, handed out as it is read.* A cell is written in the plainest way that `text::value` reads as the same
//!   (`crates/report/src/export/handout/cell.rs`), so that forms for people are forms for the intake too, and no second reader is needed.
//! - *2026-11-28, judgements are inputs.* What people judge is given, not computed, so it stands beside the corrections: one
//!   history, one draft (version 4). No evaluation depends on it, so that nothing is read anew when a word is written, and
//!   the contract stays as it is. Sections and projects are judged under ids of their own in the same map, so that the
//!   draft's shape is the same and an earlier program keeps them.
//! - *2026-11-28, results first.* One table of all KPIs, and everything else in panels below it: an officer works in the
//!   table all day. What is shown (search, facets, order, folds) is computed in `app::listing` and forgotten with the page;
//!   the details stand beside the table instead of between its rows, so that no row moves while one reads.
//! - *2026-11-28, the address is of the page's own.* The step, the open panels, the KPI whose details are shown, filters and
//!   order stand in the fragment (`ui/way`), so that the browser goes back and on, a reload keeps the place and a place can
//!   be sent. It holds words of closed lists and numbers only: an address stays in a browser's history and is passed on, so
//!   no word of a sheet is in it, and what others put into one does nothing. A copy is a page of its own and has it too.
//!   Guests have none: the address of an element's page is its host's, and a frame's fragment says what the host wants.
//!   What is searched and filtered by the sheet's own words is therefore forgotten with the page, as before.
//! - *2026-11-28, a long table is one.* Only the rows around those in sight are drawn, with room for the others
//!   (`app/listing/lines.rs`): pages of 25 were turned eight hundred times in a long sheet, and every row drawn is felt at
//!   every edit. Rows of such a table have one height, so that places follow from counts; what is cut off is in the
//!   details. Cards have no height that could be known, so they keep pages. What has the focus is always drawn.
//! - *2026-11-28, a choice of columns leaves with the drafts.* It is kept beside them (`app/column_choice.rs`), and where
//!   nothing is to be kept it leaves the store with them: rule sets are work, a choice is soon made again.
//! - *2026-11-28, an engine for programs.* Who calls the API wants no page: `crates/engine` is the evaluation without Yew, and
//!   an evaluation crosses to JavaScript as one JSON text that the browser parses: it takes as long as building each object
//!   by calls, measured in one run, and needs no shapes of the whole. The page still holds the evaluation too, because small sheets are read at once, without a worker.
//! - *2026-11-28, a working file is the draft.* One shape with one line of migrations for what a browser keeps and what is
//!   kept as a file (`app/working_file.rs`). Its documents stay the texts that they are stored as, so that their checksums
//!   hold over versions. A table that carries one says how it looked: whoever changes a figure in a spreadsheet must not be
//!   answered with the draft from before, so a table that looks otherwise is opened beside it.
//! - *2026-11-29, a log that nothing is computed from.* What was done to a sheet stands in it as entries, from what to what,
//!   found by comparing its inputs before and after a change, so that no kind of change is forgotten. It is bounded, and undo
//!   takes it back with the rest: it tells how the sheet came to be as it is, not what was tried.
//! - *2026-11-29, a file is written where it was written before.* Only if the draft is the same and a document of it is still
//!   there (`app/outgoing.rs`): a page that was begun anew must not replace the file of other work.
//! - *2026-11-28, two years are compared by the contract.* What is compared are two evaluations, so that the page, programs and
//!   files say the same, and an evaluation that was kept can be compared next year. KPIs are brought together in steps from
//!   the surest to the least sure, each by a key and one to one, so that the work grows as the sheets do and each pair says
//!   why it is one; ties and mere likeness are offered, not guessed. What a person says of it stands among the corrections
//!   (`Corrections::earlier`), and no assessment depends on it.
//! - *2026-11-28, the command is plain JavaScript.* `src/embed/command/` calls the same module as every page and program,
//!   so its results are the API's; threads and files are all that it adds.
//! - *2026-11-21, views.* Turned tables, rows of one record, forms and tables side by side are not read by readers of
//!   their own: their cells are brought into the order that the table layout knows (`crates/core/src/layout/view.rs`), and the
//!   places are put back afterwards. So sections, notes, projects and remarks work in all of them.

pub mod app;
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod embed;
pub mod samples;
pub mod ui;
