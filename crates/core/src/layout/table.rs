//! Tables with a header of one or several rows.
//!
//! The header is found by its words ([`vocabulary`](super::vocabulary)), not by its position: titles, prose and other
//! tables may stand around it. The table goes on over blank rows, section rows and remarks between its rows, and
//! ends at the first row of several cells that does not fit its columns.

use std::collections::BTreeMap;

use crate::kpi::{Arrangement, Column, Indicator, Recognised, Table, Text, TextRole};
use crate::layout::columns::{self, Header, Spec};
use crate::layout::page::{Layout, Page, is_full};
use crate::layout::project_rows::{self, Beside};
use crate::layout::role::Role;
use crate::layout::rows::{Fit, Reader};
use crate::layout::shared::{Of, Shared};
use crate::layout::slots;
use crate::layout::walked::Walked;
use crate::layout::{folds, names, notes, two_rows, vocabulary};
use crate::text::{absence, era, fold, heading, value};
use kpi_readers::base::remark::{Code, Remark};
use kpi_readers::sheet::{Row, Sheet};

/// Tables with a header.
pub const LAYOUT: Layout = Layout { id: "header", run };

fn run(page: &mut Page<'_>, found: &mut Recognised) {
    let mut row = 0;
    while row < page.sheet.rows.len() && !is_full(found) {
        let header = if page.is_free(row) {
            // Its lower rows may be the header of tables side by side, which were read.
            columns::header_at(&page.sheet.rows, &page.heads, row)
                .filter(|header| (header.first..header.end).all(|row| page.is_free(row)))
        } else {
            None
        };
        row = match header {
            Some(header) => read(page, header, found).max(row + 1),
            None => row + 1,
        };
    }
}

/// Cells longer than this on average are prose.
const PROSE: usize = 20;

/// Reads the table under a header; returns the row behind it.
fn read(page: &mut Page<'_>, mut header: Header, found: &mut Recognised) -> usize {
    let id = page.next_table_id(found);
    page.index.lay_over(&mut header.specs, &id);
    names::aim_at_figures(&mut header.specs, page, header.end);
    let chosen = names::choose(&mut header.specs, page, header.end);
    let behind = names::behind_word(&mut header.specs, page, header.end, chosen);
    let name_column = behind.map_or(chosen, |(_, name)| name);
    let is_named = !begins_with_header_word(page, header.end, name_column)
        && !names::are_numbers(page, header.end, name_column);
    if !is_named {
        return header.end;
    }
    date_values(&mut header.specs, page, header.end);
    let labels = folds::labels(&header.specs, page, header.end, name_column);
    for spec in header
        .specs
        .iter_mut()
        .filter(|spec| labels.contains(&spec.column))
    {
        spec.role = Role::Kind;
    }
    demote_prose(&mut header.specs, page, header.end);
    rate_of_shares(&mut header.specs, page, header.end);
    let folded = if labels.is_empty() {
        // By two rows of the header, or a note, only where all records take two rows.
        let of_two = two_rows::specs(&header.specs, page, header.first..header.end)
            .and_then(|specs| folds::by_position(&specs, page, header.end, name_column))
            .filter(|folded| folded.lines.is_some());
        of_two.or_else(|| folds::by_position(&header.specs, page, header.end, name_column))
    } else {
        let word = behind.map(|(word, _)| word);
        folds::by_labels(&header.specs, page, header.end, (name_column, word), &labels)
    };
    if behind.is_some() && folded.is_none() {
        return header.end;
    }
    let sheet = page.sheet;
    let (rows, specs) = match &folded {
        Some(folded) => (folded.view.sheet(), &folded.specs),
        None => (sheet, &header.specs),
    };
    let plan = slots::plan(specs, found.heading.fiscal_year);
    let reader = Reader {
        sheet: rows,
        specs,
        plan: &plan,
        name_column,
        part_column: names::part_column(
            specs,
            rows,
            folded.as_ref().map_or(header.end, |_| 0),
            name_column,
        ),
        last_period: found.heading.term.and_then(|term| term.end),
    };
    let first_indicator = found.indicators.len();
    let read_rows = |page: &Page<'_>, found: &mut Recognised, names_alone| match &folded {
        Some(folded) => folded.unfolded(folded.view.read(page, found, |rows, found| {
            walk(&reader, 0, rows, found, names_alone)
        })),
        None => walk(&reader, header.end, page, found, names_alone),
    };
    let mut walked = read_rows(page, found, false);
    if found.indicators.len() == first_indicator {
        // A template: names alone, nothing filled in yet.
        walked = read_rows(page, found, true);
    }
    let end = walked.end;
    if found.indicators.len() == first_indicator {
        return header.end;
    }
    if let Some(((row, column), text)) = folded.as_ref().and_then(|folded| folded.year_assumed.clone()) {
        let remark = Remark::new(Code::YearAssumed, Some(sheet.place(row, column)));
        found.remarks.push(remark.with([text]));
    }
    let at = sheet.place(header.first, 0);
    found
        .remarks
        .extend(columns::remark_on_assumed(&header.specs, &at));
    for spec in header.specs.iter().filter(|spec| spec.year_assumed) {
        let at = sheet.place(header.first, spec.column);
        found
            .remarks
            .push(Remark::new(Code::YearAssumed, Some(at)).with([spec.header.clone()]));
    }
    let lines = folded.as_ref().and_then(|folded| folded.lines);
    let is_drawable = folded.as_ref().is_none_or(folds::Folded::is_drawable);
    found.tables.push(Table {
        id,
        title: title(page, header.first).filter(|title| !is_document_title(title, found)),
        layout: LAYOUT.id,
        columns: shown(&header.specs, folded.as_ref()),
        extent: is_drawable.then(|| walked.extent(header.first..header.end)),
        arrangement: Arrangement {
            lines,
            ..Arrangement::default()
        },
        at: sheet.place(header.first, 0),
    });
    page.claim(header.first..end);
    end
}

/// The columns as they are shown: of records of several rows, in each of them.
fn shown(specs: &[Spec], folded: Option<&folds::Folded>) -> Vec<Column> {
    let of_lines = folded.map_or(&[][..], |folded| &folded.of_lines);
    let all = if of_lines.is_empty() { specs } else { of_lines };
    let width = specs.len().max(1);
    let columns = all.iter().map(|spec| Column {
        column: spec.column % width,
        line: spec.column / width,
        ..spec.shown()
    });
    columns.collect()
}

/// Reads the rows under a header.
///
/// A row right below others may hold words where numbers are due, or have its name above; behind a gap only a row that
/// surely fits belongs to the table. `names_alone`: a name with nothing beside it is an indicator, not a section.
pub fn walk(
    reader: &Reader<'_>,
    first: usize,
    page: &Page<'_>,
    found: &mut Recognised,
    names_alone: bool,
) -> Walked {
    let sheet = reader.sheet;
    let mut walk = Walk::new(reader, found);
    let mut walked = Walked::default();
    let mut unread: Vec<usize> = Vec::new();
    let mut stopped_at = None;
    let mut end = first;
    let mut joined = true;
    let spaced = is_spaced(sheet, first);
    let mut row = first;
    while let Some(cells) = sheet.rows.get(row).filter(|_| !is_full(found)) {
        let fit = reader.fit(cells);
        if cells.is_blank() {
            walk.text_role = None;
            let is_space = spaced && sheet.rows.get(row + 1).is_some_and(|next| !next.is_blank());
            joined &= is_space;
        } else if is_beside(cells) {
            if !notes::is_row(cells) {
                walked.ignored.push(row);
            }
            joined &= cells.tabular;
        } else if let Some(text) = cells
            .sole_text()
            .filter(|_| fit != Fit::Nameless && !(fit == Fit::Empty && names_alone))
        {
            match walk.line(text, row, page, found) {
                Line::Section => walked.sections.push(row),
                Line::Text => walked.texts_end = row + 1,
                Line::Nothing => walked.ignored.push(row),
            }
            walk.is_left = true;
            joined &= cells.tabular;
        } else if let Some(role) = remark_role(cells) {
            walk.remark(role, cells, row, page, found);
            walked.texts_end = row + 1;
        } else if let Some(again) = columns::header_at(&sheet.rows, &page.heads, row) {
            // On the next page the header is printed again.
            if walk.is_left || !columns::is_again(&again, reader.specs) {
                break;
            }
            walk.is_left = true;
            walked.headers.extend(again.first..again.end);
            row = again.end;
            continue;
        } else if is_other_header(cells, row, page) {
            break;
        } else if matches!(fit, Fit::Values | Fit::Empty) || joined && fit == Fit::Words {
            walk.row(reader, row, page.outline.at(row), found);
            walk.is_left = false;
            (end, joined) = (row + 1, true);
        } else if joined && fit == Fit::Nameless && end > first {
            walk.row(reader, row, page.outline.at(row), found);
            end = row + 1;
        } else if joined && cells.tabular {
            if reader.has_numbers(cells) {
                unread.push(row);
            }
            let rows = if page.outline.is_heading(row) {
                &mut walked.sections
            } else {
                &mut walked.ignored
            };
            rows.push(row);
        } else {
            // Behind a gap, but with numbers in the columns of values: it may be a row of the table.
            stopped_at = Some(row).filter(|_| cells.tabular && reader.has_numbers(cells));
            break;
        }
        row += 1;
    }
    unread.retain(|row| *row < end);
    unread.extend(stopped_at);
    if let Some(&row) = unread.first() {
        let remark = Remark::new(Code::RowsUnread, Some(sheet.place(row, 0)));
        found.remarks.push(remark.with([unread.len().to_string()]));
    }
    Walked { end, ..walked }
}

/// A footnote, or what a page break leaves: no row of the table, and no line between its rows.
pub fn is_beside(row: &Row) -> bool {
    notes::is_row(row) || row.sole_text().is_some_and(is_of_page)
}

/// Rows that are parted by a blank one each, as sheets with spacer rows and Markdown do.
fn is_spaced(sheet: &Sheet, first: usize) -> bool {
    let is_blank = |row: usize| sheet.rows.get(row).is_none_or(Row::is_blank);
    let start = (first..first + 2).find(|row| !is_blank(*row));
    start.is_some_and(|start| is_blank(start + 1) && !is_blank(start + 2) && is_blank(start + 3))
}

/// - 3 -, 3/12, （続き）: what a page break leaves between rows.
fn is_of_page(text: &str) -> bool {
    let squeezed = fold::squeezed(text);
    let words = ["ページ", "頁", "page", "P"];
    let bare = words
        .iter()
        .fold(squeezed.to_string(), |rest, word| rest.replace(word, ""));
    let is_number = bare.chars().count() <= 9
        && bare.chars().any(|c| c.is_ascii_digit())
        && bare
            .chars()
            .all(|c| c.is_ascii_digit() || heading::is_dash(c) || "/()".contains(c));
    is_number || squeezed.chars().count() <= 40 && (squeezed.contains("続き") || squeezed.contains("つづき"))
}

/// A row that is a remark on the rows above: 取組内容 and its text.
pub fn remark_role(row: &Row) -> Option<TextRole> {
    let Some(Role::Note(role)) = row
        .cells
        .iter()
        .find(|cell| !cell.is_blank())
        .filter(|cell| vocabulary::is_label(&cell.text))
        .and_then(|cell| vocabulary::role(&cell.text))
    else {
        return None;
    };
    let mut filled = row.cells.iter().filter(|cell| !cell.is_blank() && !cell.covered);
    let (Some(_), Some(text), None) = (filled.next(), filled.next(), filled.next()) else {
        return None;
    };
    let text = &text.text;
    let is_text = !super::rows::is_value_like(text) && vocabulary::role(text).is_none();
    is_text.then_some(role)
}

/// The header of a table of something else.
fn is_other_header(cells: &Row, row: usize, page: &Page<'_>) -> bool {
    let is_head = page.heads.of(&page.sheet.rows, row).possible;
    is_head
        && cells
            .cells
            .iter()
            .filter(|cell| !cell.covered && vocabulary::role(&cell.text).is_some())
            .count()
            >= 2
}

/// 目標 and 実績 in the place of names: the rows of one indicator, which is named elsewhere.
fn begins_with_header_word(page: &Page<'_>, first_row: usize, name_column: usize) -> bool {
    let mut names = page.rows_below(first_row).map(|row| row.text(name_column));
    let first = names.find(|name| !name.is_empty());
    first.is_some_and(super::rows::is_header_word)
}

/// 目標値 | 年度, 現状値 over 数値 | 時点: a column of years right behind one of values dates them.
fn date_values(specs: &mut [Spec], page: &Page<'_>, first_row: usize) {
    let is_years = |spec: &Spec| {
        let cells = page.rows_below(first_row).map(|row| row.text(spec.column));
        // The header's lowest row may stand among them.
        let is_said =
            |text: &&str| !text.is_empty() && absence::parse(text).is_none() && !vocabulary::is_time(text);
        let mut cells = cells.filter(is_said).peekable();
        cells.peek().is_some() && cells.all(|text| era::only(text).is_some())
    };
    let mut before = Role::Ignore;
    for spec in specs {
        // Under the heading of both, the year has the role of the value.
        let may_date = spec.role == Role::Ignore || spec.role == before && vocabulary::is_time(&spec.header);
        let role = match before {
            Role::Baseline => Role::BaselineYear,
            Role::Target | Role::FinalTarget => Role::TargetYear,
            Role::Actual => Role::ActualYear,
            _ => Role::Ignore,
        };
        before = spec.role;
        if may_date && role != Role::Ignore && is_years(spec) {
            (spec.role, spec.period) = (role, None);
        }
    }
}

/// A column of values whose cells are prose is none: 取組実績, 目標の考え方.
fn demote_prose(specs: &mut [Spec], page: &Page<'_>, first_row: usize) {
    let settled = |spec: &Spec| spec.header.is_empty() || spec.lower.is_some();
    for index in 0..specs.len() {
        let Some(spec) = specs
            .get(index)
            .filter(|spec| spec.role.is_value() && !settled(spec))
            .cloned()
        else {
            continue;
        };
        // A text merged over several columns says nothing of one.
        let rows = page.rows_below(first_row);
        let rows = rows.filter(|row| !row.is_merged_over(spec.column));
        let cells: Vec<&str> = rows
            .map(|row| row.text(spec.column))
            .filter(|text| !text.is_empty())
            .collect();
        let words: Vec<&&str> = cells
            .iter()
            .filter(|text| !super::rows::is_value_like(text))
            .collect();
        let n_chars: usize = words.iter().map(|text| text.chars().count()).sum();
        let has_twin = specs
            .iter()
            .any(|other| other.column != spec.column && other.role == spec.role);
        let mostly_words = !cells.is_empty() && words.len() * 2 > cells.len();
        if mostly_words
            && (has_twin || n_chars > words.len() * PROSE)
            && let Some(spec) = specs.get_mut(index)
        {
            spec.role = Role::Note(TextRole::Note);
        }
    }
}

/// What cells of a section's column last said, by column: most repeat the one above.
type Said = BTreeMap<usize, (String, Option<String>)>;

/// [`section`], told once for cells that say the same.
fn section_again(reader: &Reader<'_>, row: usize, column: usize, said: &mut Said) -> Option<String> {
    let text = reader.sheet.rows.get(row).map_or("", |row| row.text(column));
    let (before, section_before) = said.entry(column).or_default();
    if before != text {
        text.clone_into(before);
        *section_before = section(reader, row, column);
    }
    section_before.clone()
}

/// What a section's column says beside a row. A header cell may reach down beside the rows: it is no section.
fn section(reader: &Reader<'_>, row: usize, column: usize) -> Option<String> {
    let text = reader.sheet.rows.get(row).map_or("", |row| row.text(column));
    let is_header = reader
        .specs
        .iter()
        .any(|spec| spec.column == column && spec.header == fold::join(text));
    (!text.is_empty() && !is_header && !names::counts_names(text)).then(|| heading::words(text))
}

/// 進捗状況 over shares is a printed rate, unless another column is one.
fn rate_of_shares(specs: &mut [Spec], page: &Page<'_>, first_row: usize) {
    if specs.iter().any(|spec| spec.role == Role::Rate) {
        return;
    }
    let holds_shares = |spec: &&mut Spec| {
        let mut cells = page
            .rows_below(first_row)
            .map(|row| row.text(spec.column))
            .filter(|text| !text.is_empty() && absence::parse(text).is_none())
            .peekable();
        spec.role == Role::Status && cells.peek().is_some() && cells.all(value::is_percentage)
    };
    if let Some(spec) = specs.iter_mut().find(holds_shares) {
        spec.role = Role::Rate;
    }
}

/// The nearest line above, if it is neither a heading of the outline (that is the section) nor prose.
pub fn title(page: &Page<'_>, row: usize) -> Option<String> {
    let mut above = page.sheet.rows.get(..row)?.iter().rev().take(4);
    let line = above.find_map(|row| row.sole_text())?;
    let short = line.chars().count() <= 60
        && !line.ends_with('。')
        && !line.starts_with('※')
        && heading::kind(line).is_none();
    short
        .then(|| heading::words(line))
        .filter(|title| !title.is_empty())
}

/// The title of the whole document is not repeated as a table's.
pub fn is_document_title(title: &str, found: &Recognised) -> bool {
    let document = found.heading.title.as_deref().map(fold::squeeze);
    document == Some(fold::squeeze(title))
}

/// What a line between the rows was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A heading.
    Section,
    /// A text of the indicators, or its heading.
    Text,
    /// Nothing that is read.
    Nothing,
}

/// Where the reading of a table's rows stands.
pub struct Walk {
    table: usize,
    section_column: Option<usize>,
    /// The section that the rows are in, below the headings of the outline: the section column's, filled down, or a
    /// heading row's.
    heading: Option<String>,
    /// Further columns of sections (政策 | 施策), and where the rows are in them: filled down within the one before.
    deeper: Vec<(usize, Option<String>)>,
    said: Said,
    /// The project that the rows are of, and a project's name that is only a section.
    project: Option<usize>,
    under: Option<String>,
    /// The next line of prose is this.
    text_role: Option<TextRole>,
    first_of_section: usize,
    /// The first indicator behind the last remark.
    first_of_remark: usize,
    /// The indicator whose name reaches down, and how long that is without the part of it that is its row's own.
    above: Option<(usize, usize)>,
    /// The part of the row before.
    part: String,
    shared: Shared,
    /// The last row was a remark; the next indicator begins anew.
    is_remarked: bool,
    /// Behind the last row came a line or a header: a header that follows is another table's.
    is_left: bool,
}

impl Walk {
    /// At the beginning of a table.
    pub fn new(reader: &Reader<'_>, found: &Recognised) -> Self {
        let is_of_name = |column: usize| column == reader.name_column || Some(column) == reader.part_column;
        let is_section = |spec: &&Spec| spec.role == Role::Section && !is_of_name(spec.column);
        let sections: Vec<&Spec> = reader.specs.iter().filter(is_section).collect();
        let told = sections.iter().find(|spec| !vocabulary::is_kind(&spec.header));
        let first = told.or(sections.first()).map(|spec| spec.column);
        let deeper = sections
            .iter()
            .filter(|spec| Some(spec.column) > first && !vocabulary::is_kind(&spec.header));
        Self {
            table: found.tables.len(),
            section_column: first,
            heading: None,
            deeper: deeper.map(|spec| (spec.column, None)).collect(),
            said: Said::new(),
            project: None,
            under: None,
            text_role: None,
            first_of_section: found.indicators.len(),
            first_of_remark: found.indicators.len(),
            above: None,
            part: String::new(),
            shared: Shared::default(),
            is_remarked: false,
            is_left: true,
        }
    }

    /// A blank row ends a text.
    pub fn blank(&mut self) {
        self.text_role = None;
    }

    /// A row with a name, or one to which the name above reaches down.
    pub fn row(&mut self, reader: &Reader<'_>, row: usize, outline: Vec<String>, found: &mut Recognised) {
        let first = found.indicators.len();
        if let Some(section) = self
            .section_column
            .and_then(|column| section_again(reader, row, column, &mut self.said))
        {
            self.enter(section, first);
        }
        for index in 0..self.deeper.len() {
            let column = self.deeper.get(index).map_or(0, |(column, _)| *column);
            if let Some(section) = section_again(reader, row, column, &mut self.said) {
                self.enter_deeper(index, section, first);
            }
        }
        match project_rows::read(reader, row, found) {
            Beside::Same => {}
            Beside::Project(project) => (self.project, self.under) = (Some(project), None),
            Beside::Section(name) => (self.project, self.under) = (None, Some(name)),
        }
        let mut remarks = Vec::new();
        let mut indicator = reader.indicator(row, &mut remarks);
        self.name_with_part(reader, row, &mut indicator, found);
        indicator.table = self.table;
        indicator.project = self.project;
        indicator.section = outline;
        indicator.section.extend(self.heading.clone());
        let deeper = self.deeper.iter().filter_map(|(_, section)| section.clone());
        for section in deeper {
            // A cell that is merged over both columns says it once.
            if indicator.section.last() != Some(&section) {
                indicator.section.push(section);
            }
        }
        indicator.section.extend(self.under.clone());
        let index = found.indicators.len();
        if std::mem::take(&mut self.is_remarked) {
            self.first_of_remark = index;
        }
        found
            .remarks
            .extend(remarks.into_iter().map(|remark| remark.on_indicator(index)));
        found.indicators.push(indicator);
        self.text_role = None;
    }

    /// Names the indicator of a row: by its own name or the one above, and by the part of it that is the row's own.
    fn name_with_part(
        &mut self,
        reader: &Reader<'_>,
        row: usize,
        indicator: &mut Indicator,
        found: &Recognised,
    ) {
        let above = self.above.filter(|_| indicator.name.is_empty());
        let above = above.and_then(|(index, len)| Some((found.indicators.get(index)?, len)));
        if let Some((above, len)) = above {
            above
                .name
                .get(..len)
                .unwrap_or_default()
                .clone_into(&mut indicator.name);
            indicator.at = above.at.clone();
        }
        self.above = Some((found.indicators.len(), indicator.name.len()));
        let cell = reader
            .part_column
            .and_then(|column| reader.sheet.rows.get(row)?.cells.get(column));
        let Some(cell) = cell.filter(|cell| !cell.is_blank()) else {
            self.part.clear();
            return;
        };
        self.part = names::part(&cell.text, &self.part);
        let part = heading::name(&self.part);
        // A cell that is merged over both columns says it once.
        if part != indicator.name {
            indicator.name = format!("{} {part}", indicator.name);
        }
    }

    /// A heading between the rows.
    pub fn enter(&mut self, section: String, first: usize) {
        if self.heading.as_ref() != Some(&section) {
            self.heading = Some(section);
            self.first_of_section = first;
            self.forget_deeper(0);
        }
    }

    /// A section within the one of the columns before.
    fn enter_deeper(&mut self, index: usize, section: String, first: usize) {
        let Some((_, here)) = self.deeper.get_mut(index) else {
            return;
        };
        if here.as_ref() != Some(&section) {
            *here = Some(section);
            self.first_of_section = first;
            self.forget_deeper(index + 1);
        }
    }

    fn forget_deeper(&mut self, from: usize) {
        for (_, section) in self.deeper.iter_mut().skip(from) {
            *section = None;
        }
    }

    /// A heading that the outline knows takes the place of one that it does not.
    pub fn leave(&mut self, first: usize) {
        self.heading = None;
        self.first_of_section = first;
        self.forget_deeper(0);
    }

    /// A line between the rows: a section heading, the heading of a text, or the text.
    fn line(&mut self, text: &str, row: usize, page: &Page<'_>, found: &mut Recognised) -> Line {
        if names::counts_names(text) {
            return Line::Nothing;
        }
        if self.text_line(text, row, page, found) {
            return Line::Text;
        }
        if heading::kind(text).is_some() {
            // The outline knows it.
            self.leave(found.indicators.len());
            return Line::Section;
        }
        if page.sheet.rows.get(row).is_some_and(|row| row.tabular)
            && text.chars().count() <= 40
            && !text.ends_with('。')
        {
            self.enter(heading::words(text), found.indicators.len());
            return Line::Section;
        }
        Line::Nothing
    }

    /// A line that is a text of the indicators above, or the heading of one.
    pub fn text_line(&mut self, text: &str, row: usize, page: &Page<'_>, found: &mut Recognised) -> bool {
        let note = text.starts_with('※') || text.starts_with("注");
        if let Some(role) = self.text_role.take().or(note.then_some(TextRole::Note)) {
            let text = Text {
                role,
                text: fold::fold(text),
                at: Some(page.sheet.place(row, 0)),
            };
            self.attach(&text, found);
            return true;
        }
        if let Some(Role::Note(role)) = vocabulary::role(text) {
            self.text_role = Some(role);
            return true;
        }
        false
    }

    /// A remark on the rows since the last remark, or since the section began.
    pub fn remark(
        &mut self,
        role: TextRole,
        cells: &Row,
        row: usize,
        page: &Page<'_>,
        found: &mut Recognised,
    ) {
        let mut filled = cells
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_blank() && !cell.covered);
        if let Some((column, cell)) = filled.next_back() {
            let text = Text {
                role,
                text: fold::fold(&cell.text),
                at: Some(page.sheet.place(row, column)),
            };
            let first = self.first_of_remark.max(self.first_of_section);
            self.shared.give(&text, first, Of::Remarked, found);
        }
        self.is_remarked = true;
    }

    /// A text of a section belongs to its indicators; a reason to those whose target was missed.
    fn attach(&mut self, text: &Text, found: &mut Recognised) {
        let of = if text.role == TextRole::Note {
            Of::Section
        } else {
            Of::Missed
        };
        self.shared.give(text, self.first_of_section, of, found);
    }
}
