//! How cells look. Colours are those of the page; none says anything that its mark does not say too.

use std::fmt::Write as _;

use crate::export::xlsx::xml::escaped;

/// Spreadsheets take some two hundred formats of one's own.
const MAX_FORMATS: usize = 150;

/// The first number of a format of one's own.
const FIRST_FORMAT: usize = 164;

/// Weight and size of letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Font {
    /// As all.
    #[default]
    Body,
    /// Heads.
    Bold,
    /// The title.
    Title,
}

/// What is behind the letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fill {
    /// Paper.
    #[default]
    None,
    /// Heads of columns.
    Head,
    /// Headings between rows.
    Section,
    /// A judgement, by what it means.
    Meaning(&'static str),
}

/// Where the letters stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// As spreadsheets do.
    #[default]
    General,
    /// Broken into lines, from the top left.
    Wrapped,
    /// Broken into lines, in the middle.
    Centred,
}

/// How a cell looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Letters.
    pub font: Font,
    /// Ground.
    pub fill: Fill,
    /// A line around.
    pub lined: bool,
    /// Place.
    pub align: Align,
    /// Number format.
    pub format: Option<String>,
    /// It stays text when a person edits it, whatever it begins with.
    pub quoted: bool,
}

/// The meanings that a judgement can have, with text and ground.
const MEANINGS: [(&str, &str, &str); 5] = [
    ("good", "FF115A36", "FFE6F5EC"),
    ("fair", "FF0031D8", "FFE8F1FE"),
    ("poor", "FF6E5600", "FFFBF5E0"),
    ("bad", "FFA90000", "FFFDEEEE"),
    ("neutral", "FF333333", "FFF2F2F2"),
];

/// The styles of a workbook, each once.
#[derive(Debug)]
pub struct Styles {
    styles: Vec<Style>,
    formats: Vec<String>,
}

impl Default for Styles {
    fn default() -> Self {
        Self {
            // The first is that of every cell without one.
            styles: vec![Style::default()],
            formats: Vec::new(),
        }
    }
}

impl Styles {
    /// The number of a style.
    pub fn index(&mut self, style: Style) -> usize {
        if let Some(format) = &style.format
            && !self.formats.contains(format)
        {
            self.formats.push(format.clone());
        }
        let known = self.styles.iter().position(|other| *other == style);
        known.unwrap_or_else(|| {
            self.styles.push(style);
            self.styles.len() - 1
        })
    }

    /// There is room for one more number format, or it is there already.
    pub fn takes(&self, format: &str) -> bool {
        self.formats.len() < MAX_FORMATS || self.formats.iter().any(|other| other == format)
    }

    /// The part `xl/styles.xml`.
    pub fn xml(&self) -> String {
        let mut out = String::from(concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
            "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
        ));
        self.formats_xml(&mut out);
        let fonts = [("10", ""), ("10", "<b/>"), ("14", "<b/>")];
        let font = |(size, bold): (&str, &str), colour: &str| {
            format!(
                "<font>{bold}<sz val=\"{size}\"/>{colour}<name val=\"Yu Gothic\"/><family val=\"2\"/></font>"
            )
        };
        let mut all: Vec<String> = fonts.iter().map(|kind| font(*kind, "")).collect();
        let of_meanings = MEANINGS
            .iter()
            .map(|(_, text, _)| format!("<color rgb=\"{text}\"/>"));
        all.extend(of_meanings.map(|colour| font(("10", ""), &colour)));
        list(&mut out, "fonts", &all);
        let solid = |colour: &str| {
            format!(
                "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"{colour}\"/><bgColor indexed=\"64\"/></patternFill></fill>"
            )
        };
        let none = |kind: &str| format!("<fill><patternFill patternType=\"{kind}\"/></fill>");
        let mut fills = vec![
            none("none"),
            none("gray125"),
            solid("FFE6E6E6"),
            solid("FFF2F2F2"),
        ];
        fills.extend(MEANINGS.iter().map(|(_, _, ground)| solid(ground)));
        list(&mut out, "fills", &fills);
        let side = |side: &str| format!("<{side} style=\"thin\"><color rgb=\"FF767676\"/></{side}>");
        let sides: String = ["left", "right", "top", "bottom"].map(side).concat();
        let borders = [
            "<border><left/><right/><top/><bottom/><diagonal/></border>".to_owned(),
            format!("<border>{sides}<diagonal/></border>"),
        ];
        list(&mut out, "borders", &borders);
        out += "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>";
        let styles: Vec<String> = self.styles.iter().map(|style| self.style(style)).collect();
        list(&mut out, "cellXfs", &styles);
        out += "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";
        let differences = MEANINGS.iter().map(|(_, text, ground)| {
            format!(
                "<dxf><font><color rgb=\"{text}\"/></font><fill><patternFill patternType=\"solid\"><fgColor rgb=\"{ground}\"/><bgColor rgb=\"{ground}\"/></patternFill></fill></dxf>"
            )
        });
        list(&mut out, "dxfs", &differences.collect::<Vec<_>>());
        out += "</styleSheet>";
        out
    }

    fn formats_xml(&self, out: &mut String) {
        let formats = self.formats.iter().enumerate().map(|(index, format)| {
            format!(
                "<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>",
                FIRST_FORMAT + index,
                escaped(format)
            )
        });
        if !self.formats.is_empty() {
            list(out, "numFmts", &formats.collect::<Vec<_>>());
        }
    }

    fn style(&self, style: &Style) -> String {
        let format = style.format.as_ref();
        let format = format.and_then(|format| self.formats.iter().position(|other| other == format));
        let format = format.map_or(0, |index| FIRST_FORMAT + index);
        let (font, fill) = match (style.font, style.fill) {
            (_, Fill::Meaning(meaning)) => {
                let index = dxf(meaning);
                (3 + index, 4 + index)
            }
            (font, fill) => (
                match font {
                    Font::Body => 0,
                    Font::Bold => 1,
                    Font::Title => 2,
                },
                match fill {
                    Fill::Head => 2,
                    Fill::Section => 3,
                    Fill::None | Fill::Meaning(_) => 0,
                },
            ),
        };
        let align = match style.align {
            Align::General => "<alignment vertical=\"top\"/>",
            Align::Wrapped => "<alignment vertical=\"top\" wrapText=\"1\"/>",
            Align::Centred => "<alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/>",
        };
        let quoted = if style.quoted { " quotePrefix=\"1\"" } else { "" };
        format!(
            "<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{}\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"{quoted}>{align}</xf>",
            u8::from(style.lined)
        )
    }
}

/// The number of a meaning's conditional look.
pub fn dxf(meaning: &str) -> usize {
    let found = MEANINGS.iter().position(|(known, _, _)| *known == meaning);
    found.unwrap_or(MEANINGS.len() - 1)
}

fn list(out: &mut String, name: &str, items: &[String]) {
    // No error: a String takes everything.
    let _ = write!(
        out,
        "<{name} count=\"{}\">{}</{name}>",
        items.len(),
        items.concat()
    );
}
