//! The words around the list of drafts.

use crate::i18n::Lang;
use crate::i18n::figures::count;

/// UTF-16 units of a megabyte, as it is said of a site's storage.
const MEGABYTE: usize = 1_000_000;

/// The words, one constant per language.
pub struct Words {
    /// The button that opens the list, and its heading.
    pub open_list: &'static str,
    /// What these are.
    pub hint: &'static str,
    /// Label of the search.
    pub search: &'static str,
    /// So many are shown, of so many.
    pub shown: fn(usize, usize) -> String,
    /// Begins a draft.
    pub begin: &'static str,
    /// There is none yet.
    pub none: &'static str,
    /// This browser does not say which there are.
    pub no_list: &'static str,
    /// This is the open one.
    pub present: &'static str,
    /// A draft without any name.
    pub nameless: &'static str,
    /// A fiscal year.
    pub year: fn(i32) -> String,
    /// So many sheets, so many KPIs; whether those are all.
    pub counts: fn(usize, usize, bool) -> String,
    /// Its size in UTF-16 units.
    pub size: fn(usize) -> String,
    /// Its last change, day and time.
    pub changed: fn(&str) -> String,
    /// It was last saved to a file then; `None`: never.
    pub filed: fn(Option<&str>) -> String,
    /// Opens it.
    pub open: &'static str,
    /// Renames it.
    pub rename: &'static str,
    /// Makes a copy.
    pub duplicate: &'static str,
    /// Removes it.
    pub remove: &'static str,
    /// A button and the draft that it is for, for who hears it alone.
    pub of: fn(&str, &str) -> String,
    /// Label of the new name.
    pub name: &'static str,
    /// What an empty name means.
    pub name_hint: &'static str,
    /// Takes the new name.
    pub take_name: &'static str,
    /// Leaves the name.
    pub cancel: &'static str,
    /// The name of a copy.
    pub copy_of: fn(&str) -> String,
    /// It was renamed to this.
    pub renamed: fn(&str) -> String,
    /// A copy of this name was made.
    pub duplicated: fn(&str) -> String,
    /// It was removed.
    pub removed: fn(&str) -> String,
    /// Takes that back.
    pub bring_back: &'static str,
    /// It is back.
    pub is_back: fn(&str) -> String,
    /// The open one cannot be kept, so no other one is opened.
    pub not_kept: &'static str,
    /// It could not be read this time.
    pub not_opened: &'static str,
    /// There is no room for that.
    pub no_room: &'static str,
    /// The storage refused.
    pub refused: &'static str,
    /// Name of the meter.
    pub meter: &'static str,
    /// So many UTF-16 units are used, of so many.
    pub used: fn(usize, usize) -> String,
    /// What is counted, and that it is about.
    pub used_hint: &'static str,
    /// Whether the browser promised to remove nothing by itself.
    pub lasting: fn(bool) -> &'static str,
    /// Closes the list.
    pub close: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

/// Megabytes with one decimal, rounded up: what is there is never said to be nothing.
fn megabytes(units: usize) -> String {
    let tenths = units.div_ceil(MEGABYTE / 10);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Kilobytes, rounded up.
fn kilobytes(units: usize) -> String {
    count(units.div_ceil(1_000))
}

/// `2026-04-01T09:30` → `2026-04-01 09:30`.
fn time(at: &str) -> String {
    at.replace('T', " ")
}

static JA: Words = Words {
    open_list: "下書きの一覧",
    hint: "このブラウザーに保存してある下書きです。別の下書きを開いても、いま開いている下書きは保存したまま残ります。",
    search: "名前・自治体・年度で探す",
    shown: |shown, all| format!("{}件のうち{}件を表示", count(all), count(shown)),
    begin: "新しい下書きを始める",
    none: "保存してある下書きは、まだありません。",
    no_list: "このブラウザーの保存領域を読めないため、一覧を出せません。",
    present: "いま開いています",
    nameless: "名前のない下書き",
    year: |year| format!("{year}年度"),
    counts: |sheets, kpis, all| {
        let more = if all { "" } else { "以上" };
        format!("シート{}枚・KPI {}件{more}", count(sheets), count(kpis))
    },
    size: |units| format!("約{} KB", kilobytes(units)),
    changed: |at| format!("最後の変更 {}", time(at)),
    filed: |at| match at {
        Some(at) => format!("ファイルに保存 {}", time(at)),
        None => "ファイルには未保存".to_owned(),
    },
    open: "開く",
    rename: "名前を変える",
    duplicate: "写しを作る",
    remove: "削除",
    of: |button, name| format!("{button}：{name}"),
    name: "下書きの名前",
    name_hint: "空にすると、資料の名前に戻ります。",
    take_name: "この名前にする",
    cancel: "やめる",
    copy_of: |name| format!("{name}（写し）"),
    renamed: |name| format!("名前を「{name}」にしました。"),
    duplicated: |name| format!("「{name}」を作りました。"),
    removed: |name| format!("「{name}」を削除しました。"),
    bring_back: "削除を取り消す",
    is_back: |name| format!("「{name}」を一覧に戻しました。"),
    not_kept: "いまの下書きを保存できていないため、別の下書きは開きません。画面の案内に従うか、「出力」の「作業ファイルを保存」でファイルに残してください。いらない下書きを削除すると、空きができます。",
    not_opened: "読み取れませんでした。少し待って、もう一度開いてください。いまの下書きはそのままです。",
    no_room: "保存領域がいっぱいのため、できませんでした。いらない下書きを削除すると、空きができます。",
    refused: "保存領域に書き込めないため、できませんでした。",
    meter: "保存領域の使用量",
    used: |used, all| format!("約{} MB / {} MB", megabytes(used), all / MEGABYTE),
    used_hint: "このサイトがこのブラウザーに保存しているもの全部の目安です（長い下書きは縮めて保存します）。",
    lasting: |lasting| {
        if lasting {
            "このブラウザーは、空きが足りなくなっても下書きを自動では消しません。"
        } else {
            "このブラウザーは、空きが足りなくなると下書きを自動で消すことがあります。大事な下書きはファイルにも保存してください。"
        }
    },
    close: "閉じる",
};

static EN: Words = Words {
    open_list: "Drafts",
    hint: "The drafts kept in this browser. When you open another one, the one that is open now stays kept.",
    search: "Search by name, municipality or year",
    shown: |shown, all| format!("{} of {} shown", count(shown), count(all)),
    begin: "Begin a new draft",
    none: "No draft is kept yet.",
    no_list: "The storage of this browser cannot be read, so there is no list.",
    present: "Open now",
    nameless: "A draft without a name",
    year: |year| format!("FY {year}"),
    counts: |sheets, kpis, all| {
        let more = if all { "" } else { " or more" };
        let s = |n: usize| if n == 1 { "" } else { "s" };
        format!(
            "{} sheet{}, {} KPI{}{more}",
            count(sheets),
            s(sheets),
            count(kpis),
            s(kpis)
        )
    },
    size: |units| format!("about {} KB", kilobytes(units)),
    changed: |at| format!("last changed {}", time(at)),
    filed: |at| match at {
        Some(at) => format!("saved to a file {}", time(at)),
        None => "not saved to a file yet".to_owned(),
    },
    open: "Open",
    rename: "Rename",
    duplicate: "Duplicate",
    remove: "Delete",
    of: |button, name| format!("{button}: {name}"),
    name: "Name of the draft",
    name_hint: "Left empty, it has the name of its document again.",
    take_name: "Take this name",
    cancel: "Cancel",
    copy_of: |name| format!("{name} (copy)"),
    renamed: |name| format!("Renamed to “{name}”."),
    duplicated: |name| format!("“{name}” was made."),
    removed: |name| format!("“{name}” was deleted."),
    bring_back: "Bring it back",
    is_back: |name| format!("“{name}” is in the list again."),
    not_kept: "The draft that is open could not be kept, so no other one is opened. Do what the page says, or save it with “Save the working file” in “Output”. Deleting drafts that you do not need makes room.",
    not_opened: "It could not be read. Please wait a little and open it again. The draft that is open is as it was.",
    no_room: "There is no room for that in the browser's storage. Deleting drafts that you do not need makes room.",
    refused: "The browser's storage refused, so that could not be done.",
    meter: "Storage used",
    used: |used, all| format!("about {} MB of {} MB", megabytes(used), all / MEGABYTE),
    used_hint: "About everything that this site keeps in this browser; long drafts are kept compressed.",
    lasting: |lasting| {
        if lasting {
            "This browser does not remove drafts by itself when it runs out of room."
        } else {
            "This browser may remove drafts by itself when it runs out of room. Save what matters to a file too."
        }
    },
    close: "Close",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_rounded_up_and_a_time_is_said_plainly() {
        for (units, said) in [
            (0, "約0.0 MB / 5 MB"),
            (1, "約0.1 MB / 5 MB"),
            (1_234_567, "約1.3 MB / 5 MB"),
            (5_000_000, "約5.0 MB / 5 MB"),
        ] {
            assert_eq!((JA.used)(units, 5_000_000), said);
        }
        assert_eq!((JA.size)(12_001), "約13 KB");
        assert_eq!((EN.changed)("2026-04-01T09:30"), "last changed 2026-04-01 09:30");
        assert_eq!((EN.counts)(1, 2, false), "1 sheet, 2 KPIs or more");
    }
}
