//! A KPI sheet made up at any size: names, units, figures and texts as cities write them, some cells empty or unread.

use std::fmt::Write as _;

const HEADER: &str =
    "施策,番号,指標名,単位,基準値（R1）,目標値（R5）,実績値（R5）,達成率,担当課,取組内容,課題,備考\r\n";

const NAMES: &[&str] = &[
    "講座の参加者数",
    "図書館の来館者数",
    "ごみのリサイクル率",
    "待機児童数",
    "観光入込客数（年間）",
    "市内総生産",
    "健康診査の受診率",
    "空き家バンクの成約件数",
];

const UNITS: &[&str] = &["人", "人", "％", "人", "千人", "百万円", "%", "件"];

const OFFICES: &[&str] = &["総務課", "生涯学習課", "環境政策課", "こども未来課", "観光課"];

/// Text in commas, of 12 columns: a section, a number, a name, a unit, three figures, a printed rate, four texts.
pub(crate) fn csv(rows: usize) -> String {
    let mut text = String::from(HEADER);
    for row in 0..rows {
        write_row(&mut text, row).unwrap();
    }
    text
}

fn write_row(text: &mut String, row: usize) -> std::fmt::Result {
    let (kind, office) = (row % NAMES.len(), row % OFFICES.len());
    let (baseline, target, actual) = (row * 7 % 977 + 3, row * 3 % 991 + 1_005, row * 11 % 1_983 + 2);
    write!(
        text,
        "施策{},{},{}{row},{},{baseline},\"{},{:03}\",",
        row / 50,
        row + 1,
        NAMES[kind],
        UNITS[kind],
        target / 1_000,
        target % 1_000
    )?;
    match row % 23 {
        0 => write!(text, "-,-,")?,
        1 => write!(text, "未集計,,")?,
        2 => write!(text, "約{actual},,")?,
        _ => write!(
            text,
            "{actual},{}.{}%,",
            actual * 100 / target,
            actual * 1_000 / target % 10
        )?,
    }
    write!(
        text,
        "{},講座を{}回開き、広く知らせた。,\"{}年度は参加者が\n減った。\",{}\r\n",
        OFFICES[office],
        row % 12 + 1,
        4 + row % 2,
        if row.is_multiple_of(5) { "※速報値" } else { "" }
    )
}
