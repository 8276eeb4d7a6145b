//! The result as one picture, SVG: how many stand how, and a row for each KPI with its figures drawn beside each other.
//!
//! Every figure that is drawn is written, too, and every status has its mark: nothing is said by colour alone. Letters are
//! text, so that they can be found and read out; there is no script, no address and no style sheet in it.

use std::fmt::Write as _;

use crate::contract::v1;
use crate::contract::v1::Standing;
use crate::export::embed::percent_encoded;
use crate::export::handout::Choice;
use crate::export::handout::about;
use crate::export::handout::standing;
use crate::export::handout::title;
use crate::export::html::escaped;
use crate::export::range::Range;
use crate::export::range::SCALE;
use crate::export::range::range;
use crate::export::safe;
use crate::i18n::figures::count;
use crate::i18n::figures::grouped;
use crate::i18n::page::messages;
use crate::i18n::results;

/// The width of the picture; all lengths here are in its pixels.
const WIDTH: usize = 960;
const MARGIN: usize = 24;
const INNER: usize = WIDTH - 2 * MARGIN;

/// Where the columns begin: the chart, the figures (their end), the rate (its end), the status.
const CHART: usize = 350;
const FIGURES: usize = 704;
const RATE: usize = 776;
const STATUS: usize = 792;
const CHART_WIDTH: usize = 220;
const NAME_WIDTH: usize = CHART - MARGIN - 16;

/// Lines of a name at most; all of it is in the title of its row.
const NAME_LINES: usize = 3;

/// How large letters are, and the lines that they stand on.
const BODY: usize = 13;
const SMALL: usize = 11;
const LINE: usize = 18;

const INK: &str = "#1a1a1a";
const FAINT: &str = "#626264";
const RULE: &str = "#cccccc";

/// The picture of a result, with a row for each of so many KPIs at most. The same result in the same words gives the same
/// bytes.
pub fn picture(found: &v1::Evaluation, choice: &Choice, most: usize) -> String {
    let mut drawing = Drawing::default();
    drawing.head(found, choice);
    drawing.distribution(found, choice);
    drawing.heads(choice);
    let mut section: &[String] = &[];
    for kpi in found.kpis.iter().take(most) {
        if kpi.section != section {
            section = &kpi.section;
            drawing.section(section, choice);
        }
        drawing.kpi(kpi, choice);
    }
    drawing.foot(found, choice);
    drawing.finished(&title(found, choice.lang), choice)
}

/// A picture as the address of an image, with all of it inside.
pub fn address(svg: &str) -> String {
    format!("data:image/svg+xml,{}", percent_encoded(svg))
}

/// What is drawn so far, and how far down that is.
#[derive(Default)]
struct Drawing {
    out: String,
    y: usize,
}

/// How a text stands at its place.
#[derive(Clone, Copy)]
struct Type {
    size: usize,
    ink: &'static str,
    is_bold: bool,
    /// It ends at its place instead of beginning there.
    is_right: bool,
}

impl Type {
    const fn plain(size: usize) -> Self {
        Self {
            size,
            ink: INK,
            is_bold: false,
            is_right: false,
        }
    }

    const fn faint(self) -> Self {
        Self { ink: FAINT, ..self }
    }

    const fn bold(self) -> Self {
        Self {
            is_bold: true,
            ..self
        }
    }

    const fn right(self) -> Self {
        Self {
            is_right: true,
            ..self
        }
    }
}

impl Drawing {
    fn put(&mut self, markup: &str) {
        self.out.push_str(markup);
        self.out.push('\n');
    }

    fn text(&mut self, x: usize, y: usize, kind: Type, text: &str) {
        let weight = if kind.is_bold { " font-weight=\"700\"" } else { "" };
        let anchor = if kind.is_right { " text-anchor=\"end\"" } else { "" };
        self.put(&format!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\" fill=\"{}\"{weight}{anchor}>{}</text>",
            kind.size,
            kind.ink,
            escaped(text)
        ));
    }

    /// Lines of text from here on.
    fn lines(&mut self, width: usize, kind: Type, text: &str) {
        for line in wrapped(&safe::clean(text, false), width, kind.size, usize::MAX) {
            self.y += kind.size + 5;
            self.text(MARGIN, self.y, kind, &line);
        }
    }

    fn rule(&mut self, ink: &str) {
        self.put(&format!(
            "<line x1=\"{MARGIN}\" x2=\"{}\" y1=\"{}\" y2=\"{}\" stroke=\"{ink}\"/>",
            MARGIN + INNER,
            self.y,
            self.y
        ));
    }

    fn head(&mut self, found: &v1::Evaluation, choice: &Choice) {
        self.y = MARGIN;
        self.lines(INNER, Type::plain(20).bold(), &title(found, choice.lang));
        let line = about::line(found, choice);
        if !line.is_empty() {
            self.lines(INNER, Type::plain(BODY).faint(), &line);
        }
        let counts = (choice.words().counts)(standing::counts(found));
        self.lines(INNER, Type::plain(BODY), &counts);
    }

    /// One bar of all KPIs, a piece for each way to stand, and below it what each piece is.
    fn distribution(&mut self, found: &v1::Evaluation, choice: &Choice) {
        let words = messages(choice.lang);
        let all = found.kpis.len();
        if all == 0 {
            return;
        }
        self.y += 14;
        let (top, mut before) = (self.y, 0);
        let mut x = MARGIN;
        for standing in Standing::ALL.iter().copied() {
            let (n, _) = found.standing(standing);
            if n == 0 {
                continue;
            }
            let place = |n: usize| MARGIN + n * INNER / all;
            let (begin, end) = (place(before), place(before + n));
            before += n;
            self.put(&format!(
                "<rect x=\"{begin}\" y=\"{top}\" width=\"{}\" height=\"20\" fill=\"{}\" stroke=\"#ffffff\"/>",
                end - begin,
                fill(standing)
            ));
            let said = format!("{} {}", (words.standing)(standing), count(n));
            self.put(&format!(
                "<rect x=\"{x}\" y=\"{}\" width=\"10\" height=\"10\" fill=\"{}\"/>",
                top + 30,
                fill(standing)
            ));
            self.text(x + 16, top + 40, Type::plain(BODY), &said);
            x += 16 + width_of(&said, BODY) + 24;
        }
        self.y = top + 52;
    }

    fn heads(&mut self, choice: &Choice) {
        let (column, more) = (choice.words().column, results::words(choice.lang));
        self.y += 22;
        let (y, head, right) = (
            self.y,
            Type::plain(SMALL).faint(),
            Type::plain(SMALL).faint().right(),
        );
        self.text(MARGIN, y, head, column("name"));
        self.text(CHART, y, head, more.chart);
        self.text(
            FIGURES,
            y,
            right,
            &format!("{}／{}", column("actual"), column("target")),
        );
        self.text(RATE, y, right, column("rate"));
        self.text(STATUS, y, head, column("status"));
        self.y += 8;
        self.rule(FAINT);
    }

    fn section(&mut self, path: &[String], choice: &Choice) {
        let path = path.join(messages(choice.lang).section_joint);
        if path.is_empty() {
            return;
        }
        self.y += 6;
        self.lines(INNER, Type::plain(BODY).bold(), &path);
        self.y += 6;
    }

    /// A row: name, chart, figures, rate, status.
    fn kpi(&mut self, kpi: &v1::Kpi, choice: &Choice) {
        let words = messages(choice.lang);
        let name = match &kpi.unit {
            Some(unit) => format!("{}（{unit}）", kpi.name),
            None => kpi.name.clone(),
        };
        let name = safe::clean(&name, false);
        let lines = wrapped(&name, NAME_WIDTH, BODY, NAME_LINES);
        let (top, height) = (self.y, lines.len().max(1) * LINE + 10);
        let speaking = kpi.speaking();
        let rate = speaking.and_then(|speaking| speaking.rate.as_deref());
        let status = standing::status(
            speaking.map(|speaking| speaking.status),
            kpi.is_provisional(),
            choice.lang,
        );
        self.put(&format!("<g><title>{}</title>", escaped(&name)));
        for (n, line) in lines.iter().enumerate() {
            self.text(MARGIN, top + n * LINE + 19, Type::plain(BODY), line);
        }
        if let Some(range) = range(kpi) {
            self.chart(&range, top + height / 2 - 9);
        }
        let middle = top + height / 2 + 5;
        let of = |point: Option<&v1::Point>| point.map_or_else(|| "―".to_owned(), shown);
        let actual = of(speaking.and_then(|speaking| speaking.actual.as_ref()));
        let target = of(speaking
            .and_then(|speaking| speaking.target.as_ref())
            .or(kpi.final_target.as_ref()));
        let figures = fitted(
            &safe::clean(&format!("{actual}／{target}"), false),
            FIGURES - CHART - CHART_WIDTH - 8,
        );
        self.text(FIGURES, middle, Type::plain(BODY).right(), &figures);
        let rate = rate.map_or_else(|| "―".to_owned(), words.percent);
        self.text(RATE, middle, Type::plain(BODY).bold().right(), &rate);
        let status = fitted(&status, MARGIN + INNER - STATUS);
        self.text(STATUS, middle, Type::plain(BODY), &status);
        self.put("</g>");
        self.y += height;
        self.rule(RULE);
    }

    /// The figures beside each other, 18 high.
    fn chart(&mut self, range: &Range, y: usize) {
        let place = |on_scale: u32| {
            let on_scale = usize::try_from(on_scale.min(SCALE)).unwrap_or_default();
            CHART + on_scale * CHART_WIDTH / 1000
        };
        let mut rect = |(from, to): (usize, usize), (y, height): (usize, usize), fill: &str| {
            let (x, width) = (from.min(to), from.abs_diff(to));
            self.put(&format!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>"
            ));
        };
        if let Some(target) = range.target {
            let end = if range.falls { CHART } else { CHART + CHART_WIDTH };
            rect((place(target), end), (y, 18), "#e6f5ec");
        }
        if let Some(actual) = range.actual {
            rect((place(range.zero), place(actual)), (y + 5, 8), "#0017c1");
        }
        let zero = (Some(range.zero), RULE, "1", "");
        let baseline = (range.baseline, INK, "1.5", "");
        let last = (range.final_target, INK, "2", " stroke-dasharray=\"3 2\"");
        let target = (range.target, INK, "4", "");
        for (at, ink, width, dashes) in [zero, baseline, last, target] {
            let Some(x) = at.map(place) else { continue };
            self.put(&format!(
                "<line x1=\"{x}\" x2=\"{x}\" y1=\"{y}\" y2=\"{}\" stroke=\"{ink}\" stroke-width=\"{width}\"{dashes}/>",
                y + 18
            ));
        }
    }

    fn foot(&mut self, found: &v1::Evaluation, choice: &Choice) {
        let small = Type::plain(SMALL).faint();
        self.y += 10;
        self.lines(INNER, small, results::words(choice.lang).chart_legend);
        for (what, said) in about::facts(found, choice) {
            self.lines(INNER, small, &format!("{what}：{said}"));
        }
        self.y += MARGIN;
    }

    fn finished(self, title: &str, choice: &Choice) -> String {
        let mut out = String::new();
        // No error: a String takes everything.
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" lang=\"{}\" role=\"img\" width=\"{WIDTH}\" height=\"{}\" \
             viewBox=\"0 0 {WIDTH} {}\" font-family=\"'Noto Sans JP', 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif\">\n\
             <title>{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{}</svg>\n",
            choice.lang.tag(),
            self.y,
            self.y,
            escaped(title),
            self.out
        );
        out
    }
}

fn fill(standing: Standing) -> &'static str {
    match standing {
        Standing::Achieved => "#197a4b",
        Standing::NotAchieved => "#b78f00",
        Standing::NotPublished => "#949494",
        Standing::NotEntered => "#d9d9d9",
        Standing::NotEvaluable | Standing::Other => "#626264",
    }
}

fn shown(point: &v1::Point) -> String {
    match &point.value {
        Some(value) => grouped(value),
        None if point.raw.trim().is_empty() => "―".to_owned(),
        None => point.raw.clone(),
    }
}

/// How wide a text is at most, as fonts of Japanese draw it: letters of Latin are half as wide as others.
fn width_of(text: &str, size: usize) -> usize {
    let halves: usize = text
        .chars()
        .map(|letter| if is_narrow(letter) { 6 } else { 10 })
        .sum();
    halves * size / 10
}

fn is_narrow(letter: char) -> bool {
    letter.is_ascii() || matches!(letter, '\u{FF61}'..='\u{FF9F}')
}

/// A text in lines no wider than that, broken between any two letters; what does not fit the last line is an ellipsis.
fn wrapped(text: &str, width: usize, size: usize, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for letter in text.chars() {
        let line = lines.last().map_or("", String::as_str);
        if !line.is_empty() && width_of(line, size) + width_of(letter.encode_utf8(&mut [0; 4]), size) > width
        {
            if lines.len() == most {
                if let Some(line) = lines.last_mut() {
                    line.pop();
                    line.push('…');
                }
                break;
            }
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push(letter);
        }
    }
    lines
}

/// A text in one line no wider than that.
fn fitted(text: &str, width: usize) -> String {
    wrapped(text, width, BODY, 1).concat()
}
