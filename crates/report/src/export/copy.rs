//! A copy of the page as one file, with a draft inside.
//!
//! The draft stands on one line of its own, in an element that a browser reads as data; `<` is written otherwise in it,
//! so that nothing can end that element. Without the line the copy is the published file, byte for byte: that is how
//! anyone can tell whether the program in a copy was changed (`SECURITY.md`).

use crate::export::safe;
use kpi_readers::base::checksum::sha256;

/// The id of the element that holds the draft.
pub const DATA: &str = "kpi-evaluator-copy";

/// What the build writes before the start script. The draft comes before this line, so that it is there in time.
const START: &str = "\n<script id=\"kpi-evaluator-start\">";

/// What the checksum of the file is taken of: the file with this in its place.
const NO_CHECKSUM: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The longest name of a file, in characters, without what is added to it: paths are limited, and mail programs cut.
const LONGEST_NAME: usize = 60;

/// The published file is not to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not what its checksum says, or no file of ours.
    Changed,
    /// It is of another build than the page that is open.
    OtherBuild,
}

/// The published file, as it was built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original(String);

impl Original {
    /// The file of this text, if it is whole and of this build.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn new(text: String, build: &str) -> Result<Self, Fault> {
        let checksum = meta(&text, "checksum").ok_or(Fault::Changed)?;
        if meta(&text, "build") != Some(build) {
            return Err(Fault::OtherBuild);
        }
        let is_whole = sha256([text.replacen(checksum, NO_CHECKSUM, 1)]) == checksum;
        let has_one_place = text.matches(START).count() == 1;
        if is_whole && has_one_place {
            Ok(Self(text))
        } else {
            Err(Fault::Changed)
        }
    }

    /// The copy with this inside, which is JSON.
    pub fn with(&self, json: &str) -> String {
        let line = format!(
            "\n<script type=\"application/json\" id=\"{DATA}\">{}</script>{START}",
            safe::json_line(json)
        );
        self.0.replacen(START, &line, 1)
    }

    /// Bytes of the file.
    pub fn size(&self) -> usize {
        self.0.len()
    }
}

/// The published file, written down by a page that came out of it: `frame` is the text around the contents of elements
/// and their ids in turns, `content` what stands in an element. The checksum is the one that the page says of itself.
pub fn rebuilt(frame: &str, checksum: &str, content: impl Fn(&str) -> Option<String>) -> Option<String> {
    let parts: Vec<String> = serde_json::from_str(frame).ok()?;
    let mut text = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index % 2 == 0 {
            text.push_str(part);
        } else {
            text.push_str(&content(part)?);
        }
    }
    Some(text.replacen(NO_CHECKSUM, checksum, 1))
}

/// A name for the file: the title without what file systems or mail programs take amiss, and what is added to it.
pub fn file_name(title: &str, mark: &str, date: Option<&str>) -> String {
    file_named(title, mark, date, "html")
}

/// The same for a file of another ending.
pub fn file_named(title: &str, mark: &str, date: Option<&str>, ending: &str) -> String {
    let mut name = String::new();
    for letter in title.chars() {
        let is_space = letter.is_whitespace() || letter.is_control();
        match letter {
            // Reserved by Windows, or a folder.
            '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => name.push('_'),
            // They are not seen, but let a name look like another.
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {}
            _ if is_space => name.push(' '),
            letter => name.push(letter),
        }
    }
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    let name: String = words.join(" ").chars().take(LONGEST_NAME).collect();
    // A dot in front hides a file; a dot or a space at the end is lost on Windows.
    let name = name.trim_matches(['.', ' ']);
    let name = if name.is_empty() { "kpi-evaluator" } else { name };
    // Devices of Windows have such names, whatever comes after a dot. With the mark it is none.
    let date = date.map_or_else(String::new, |date| format!("_{date}"));
    format!("{name}_{mark}{date}.{ending}")
}

/// What one `<meta>` of the build says.
fn meta<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = page.split_once(&format!("<meta name=\"kpi-evaluator-{name}\" content=\""))?;
    let (content, _) = after.split_once('"')?;
    (!content.is_empty()).then_some(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILD: &str = "0123456789abcdef";

    /// A small file as the build makes it, and its frame.
    fn published() -> (String, String) {
        let head = format!(
            "<meta name=\"kpi-evaluator-build\" content=\"{BUILD}\">\
             <meta name=\"kpi-evaluator-checksum\" content=\"{NO_CHECKSUM}\">\n\
             <script type=\"text/plain\" id=\"frame\">"
        );
        let middle = format!("</script>{START}");
        let parts = [head.as_str(), "frame", middle.as_str(), "start", "</script>\n"];
        let frame = serde_json::to_string(&parts)
            .expect("texts are JSON")
            .replace('<', "\\u003c");
        let page = format!("{head}{frame}{middle}go();</script>\n");
        let checksum = sha256([page.as_str()]);
        (page.replacen(NO_CHECKSUM, &checksum, 1), frame)
    }

    fn original() -> Original {
        Original::new(published().0, BUILD).expect("it is whole")
    }

    fn line_of(copy: &str) -> &str {
        let mut lines = copy
            .lines()
            .filter(|line| line.contains(&format!("id=\"{DATA}\"")));
        let line = lines.next().expect("the draft has a line");
        assert_eq!(lines.next(), None);
        line
    }

    #[test]
    fn a_page_writes_down_the_file_that_it_came_from() {
        let (page, frame) = published();
        let content = |id: &str| match id {
            "frame" => Some(frame.clone()),
            "start" => Some("go();".to_owned()),
            _ => None,
        };
        let checksum = meta(&page, "checksum").expect("it has one").to_owned();
        assert_eq!(rebuilt(&frame, &checksum, content).as_ref(), Some(&page));
        assert_eq!(rebuilt(&frame, &checksum, |_| None), None);
        assert_eq!(rebuilt("{}", &checksum, content), None);
    }

    #[test]
    fn without_its_line_a_copy_is_the_published_file() {
        let copy = original().with(r#"{"a":"b"}"#);
        let line = line_of(&copy);
        assert_eq!(
            line,
            format!("<script type=\"application/json\" id=\"{DATA}\">{{\"a\":\"b\"}}</script>")
        );
        assert_eq!(copy.replacen(&format!("{line}\n"), "", 1), original().0);
    }

    #[test]
    fn nothing_of_a_draft_ends_its_line() {
        let hostile =
            "</script><script>alert(1)</script><!-- --> \u{2028}\u{2029}\r\n\0\u{1} \" ' & ]]> 指標";
        let json = serde_json::to_string(&[hostile]).expect("texts are JSON");
        let copy = original().with(&json);
        let line = line_of(&copy);
        assert_eq!(line.matches(['<', '>']).count(), 4);
        assert!(!line.contains(['\u{2028}', '\u{2029}', '\0', '\u{1}']));
        let (_, data) = line.split_once('>').expect("the tag ends");
        let data = data.strip_suffix("</script>").expect("the element ends");
        let back: Vec<String> = serde_json::from_str(data).expect("it is JSON still");
        assert_eq!(back, [hostile]);
    }

    #[test]
    fn a_file_that_was_changed_or_is_of_another_build_is_refused() {
        let (page, _) = published();
        let changed = [
            page.replace("go();", "no();"),
            original().with("{}"),
            page.replacen("go();", &format!("go();</script>{START}"), 1),
            String::new(),
        ];
        for page in changed {
            assert_eq!(Original::new(page, BUILD), Err(Fault::Changed));
        }
        assert_eq!(Original::new(page, "other"), Err(Fault::OtherBuild));
    }

    #[test]
    fn names_are_safe_everywhere() {
        for (title, name) in [
            ("第2期総合戦略 KPI", "第2期総合戦略 KPI_下書き.html"),
            (" ../a\\b:c*d?e\"f<g>h|i ", "_a_b_c_d_e_f_g_h_i_下書き.html"),
            ("a\n\t\u{3000}b\0", "a b_下書き.html"),
            ("a\u{202e}lmth.exe\u{200b}", "almth.exe_下書き.html"),
            ("CON", "CON_下書き.html"),
            ("...", "kpi-evaluator_下書き.html"),
            ("", "kpi-evaluator_下書き.html"),
        ] {
            assert_eq!(file_name(title, "下書き", None), name, "{title:?}");
        }
        assert_eq!(file_name("a", "b", Some("2026-11-21")), "a_b_2026-11-21.html");
        assert_eq!(
            file_name(&"長".repeat(500), "x", None).chars().count(),
            LONGEST_NAME + 7
        );
    }
}
