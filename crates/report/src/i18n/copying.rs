//! The words of copies: the dialog that saves the page with a draft inside, and what such a copy says of itself.

use crate::i18n::Lang;

/// The words, one constant per language.
pub struct Words {
    /// Opens the dialog, and heads it.
    pub open: &'static str,
    /// What the file is.
    pub hint: &'static str,
    /// What to bear in mind before it is handed on.
    pub caution: &'static str,
    /// Asks what its reader may do.
    pub reader: &'static str,
    /// An answer: to be gone on with.
    pub editable: Mode,
    /// An answer: to be looked at.
    pub readonly: Mode,
    /// Wishes the day to be said.
    pub dated: &'static str,
    /// The file's name.
    pub name: fn(&str) -> String,
    /// Its size: of the page, and of what stands in it.
    pub size: fn(usize, usize) -> String,
    /// The page is being fetched.
    pub loading: &'static str,
    /// The page cannot be had.
    pub unreachable: &'static str,
    /// The page is not what was published.
    pub changed: &'static str,
    /// The page is of another build.
    pub other_build: &'static str,
    /// The draft is too large.
    pub too_large: &'static str,
    /// Saves the file.
    pub save: &'static str,
    /// It was handed to the browser, under this name.
    pub saved: fn(&str) -> String,
    /// The browser refuses.
    pub not_saved: &'static str,
    /// Closes the dialog.
    pub close: &'static str,
    /// Heads the note of a copy that can be gone on with.
    pub editable_copy: &'static str,
    /// Heads the note of a copy to be looked at.
    pub readonly_copy: &'static str,
    /// What a copy was made with: version, build, day.
    pub made: fn(&str, &str, Option<&str>) -> String,
    /// How a copy that can be gone on with behaves.
    pub editable_about: &'static str,
    /// How a copy to be looked at behaves.
    pub readonly_about: &'static str,
    /// What is shown is what was done on this PC.
    pub continued: &'static str,
    /// Goes back to what stands in the file.
    pub as_given: &'static str,
    /// Heads the note of a copy that cannot be read; whether it is of a newer program.
    pub unreadable: fn(bool) -> &'static str,
    /// What to do then.
    pub unreadable_about: &'static str,
}

/// What the reader of a copy may do.
pub struct Mode {
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub hint: &'static str,
    /// How the file's name says it.
    pub mark: &'static str,
}

impl Words {
    /// What the reader may do.
    pub fn mode(&self, readonly: bool) -> &Mode {
        if readonly { &self.readonly } else { &self.editable }
    }
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

/// Bytes in the unit that a person compares with a mail's limit.
fn amount(bytes: usize) -> String {
    if bytes < 1_000_000 {
        format!("{} KB", bytes.div_ceil(1000))
    } else {
        let tenths = bytes.div_ceil(100_000);
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

const JA: Words = Words {
    open: "この下書き入りのファイルを保存",
    hint: "すべてのシートと、直した内容、評価のルールを入れた、1つのHTMLファイルを作ります。ダブルクリックで開き、ネットワークは要りません。メールでの送付や保管に使えます。",
    caution: "中身は暗号化されません。ファイルを受け取った人は誰でも読めます。",
    reader: "開いた人ができること",
    editable: Mode {
        name: "続きを直せる",
        hint: "入力や訂正ができます。開いた人の別の下書きとは混ざりません。",
        mark: "下書き",
    },
    readonly: Mode {
        name: "見るだけ",
        hint: "入力欄はなく、開いたPCには何も保存しません。ファイルの改変を防ぐものではありません。",
        mark: "閲覧用",
    },
    dated: "作成日を入れる（ファイル名と、開いたときの説明）",
    name: |name| format!("ファイル名：{name}"),
    size: |page, data| {
        format!(
            "大きさ：{}（ページ {}、下書き {}）",
            amount(page + data),
            amount(page),
            amount(data)
        )
    },
    loading: "ファイルのもとになるページを読み込んでいます。",
    unreachable: "ファイルのもとになるページ（kpi-evaluator.html）を読み込めませんでした。ネットワークにつながっているか、このページと同じ場所にそのファイルがあるかを確かめて、もう一度開いてください。",
    changed: "ファイルのもとになるページが、公開されたものと一致しません。ファイルが壊れているか、書き換えられています。公開元から入手し直してください。",
    other_build: "このページは新しい版に置き換わっています。ページを再読み込みしてから、もう一度保存してください。",
    too_large: "下書きが大きすぎるため、ファイルを作れません。使わないシートを閉じてください。",
    save: "ファイルを保存",
    saved: |name| format!("保存しました：{name}"),
    not_saved: "ブラウザーがファイルを受け取りませんでした。",
    close: "閉じる",
    editable_copy: "下書き入りのファイルを開いています",
    readonly_copy: "閲覧用の写しです",
    made: |version, build, date| {
        let date = date.map_or_else(String::new, |date| format!("、{date}"));
        format!("作成：KPI評価シート バージョン {version}（ビルド {build}）{date}")
    },
    editable_about: "このファイルの続きとして直せます。直した内容はこのPCのブラウザーに、このPCの別の下書きとは分けて保存され、ファイル自体は変わりません。直したものを渡すときは、もう一度「この下書き入りのファイルを保存」を使ってください。",
    readonly_about: "内容は変更できません。このPCには何も保存しません。",
    continued: "前にこのPCで直した内容を表示しています。",
    as_given: "ファイルを受け取ったときの内容に戻す",
    unreadable: |newer| {
        if newer {
            "このファイルの下書きは、新しい版で作られているため読めません"
        } else {
            "このファイルの下書きを読めません"
        }
    },
    unreadable_about: "ファイルは変わっていません。送った人に、もう一度保存したファイルを頼んでください。このPCの下書きはここには表示しません。",
};

const EN: Words = Words {
    open: "Save a copy with this draft inside",
    hint: "Makes one HTML file that holds all sheets, what was put right, and the rules. It opens by double click and needs no network: for mail and for the archive.",
    caution: "It is not encrypted: whoever gets the file can read it.",
    reader: "What its reader can do",
    editable: Mode {
        name: "Go on with it",
        hint: "Figures can be typed and corrected. The reader's other drafts stay apart.",
        mark: "draft",
    },
    readonly: Mode {
        name: "Look at it",
        hint: "There are no fields, and nothing is kept on the reader's PC. This does not keep anyone from changing the file.",
        mark: "read-only",
    },
    dated: "Say the date (in the file's name, and when it is opened)",
    name: |name| format!("File name: {name}"),
    size: |page, data| {
        format!(
            "Size: {} (page {}, draft {})",
            amount(page + data),
            amount(page),
            amount(data)
        )
    },
    loading: "Loading the page that the file is made of.",
    unreachable: "The page that the file is made of (kpi-evaluator.html) could not be loaded. Check the network, and whether that file is beside this page, and open this dialog again.",
    changed: "The page that the file is made of is not the published one: it is damaged or was changed. Get it again from where it is published.",
    other_build: "A new version has taken the place of this page. Reload the page, then save again.",
    too_large: "The draft is too large for a file. Put away sheets that are not needed.",
    save: "Save the file",
    saved: |name| format!("Saved: {name}"),
    not_saved: "The browser did not take the file.",
    close: "Close",
    editable_copy: "This is a copy with a draft inside",
    readonly_copy: "This is a read-only copy",
    made: |version, build, date| {
        let date = date.map_or_else(String::new, |date| format!(", {date}"));
        format!("Made with KPI Evaluation Sheet, version {version} (build {build}){date}")
    },
    editable_about: "You can go on with it. What you change is kept in this PC's browser, apart from the other drafts on this PC; the file stays as it is. To hand your changes on, use “Save a copy with this draft inside” again.",
    readonly_about: "Nothing in it can be changed, and nothing is kept on this PC.",
    continued: "What is shown is what was changed on this PC before.",
    as_given: "Go back to the file as it was received",
    unreadable: |newer| {
        if newer {
            "The draft in this file is of a newer version and cannot be read"
        } else {
            "The draft in this file cannot be read"
        }
    },
    unreadable_about: "The file was not changed. Ask whoever sent it to save it once more. Drafts of this PC are not shown here.",
};

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn sizes_are_rounded_up() {
        for (bytes, shown) in [
            (0, "0 KB"),
            (1, "1 KB"),
            (12_345, "13 KB"),
            (1_000_000, "1.0 MB"),
            (1_950_001, "2.0 MB"),
        ] {
            assert_eq!(amount(bytes), shown);
        }
    }
}
