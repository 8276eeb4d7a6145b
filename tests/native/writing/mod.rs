//! Ways to write a sheet that say the same.

#![allow(dead_code, reason = "every test file takes what it needs")]

use std::fmt::Write as _;

use kpi_core::text::fold;

fn is_tag(text: &str) -> bool {
    text.contains('<')
}

pub(crate) fn full_width(text: &str) -> String {
    let wide = |c: char| match c {
        '<' | '>' => c,
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
        _ => c,
    };
    text.lines().map(|line| if is_tag(line) { line.to_owned() } else { line.chars().map(wide).collect() } + "\n").collect()
}

pub(crate) fn half_width(text: &str) -> String {
    text.lines()
        .map(|line| line.split('\t').map(fold::nfkc).collect::<Vec<_>>().join("\t") + "\n")
        .collect()
}

/// R5 → 令和5年度, H26 → 平成26年度.
pub(crate) fn eras_written_out(text: &str) -> String {
    let mut out = String::new();
    let mut chars = fold_letters(text).into_iter().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let era = match c {
            'R' => "令和",
            'H' => "平成",
            _ => "",
        };
        if !era.is_empty()
            && !before.is_ascii_alphanumeric()
            && chars.peek().is_some_and(char::is_ascii_digit)
        {
            out.push_str(era);
            while let Some(digit) = chars.next_if(char::is_ascii_digit) {
                out.push(digit);
            }
            if chars.peek() != Some(&'年') {
                out.push_str("年度");
            }
        } else {
            out.push(c);
        }
        before = c;
    }
    out
}

fn fold_letters(text: &str) -> Vec<char> {
    text.chars()
        .map(|c| match c {
            'Ｒ' => 'R',
            'Ｈ' => 'H',
            _ => c,
        })
        .collect()
}

/// 令和5年度 and R5 → 2023年度.
pub(crate) fn western_years(text: &str) -> String {
    let mut text = eras_written_out(&fold::nfkc(text).replace('\u{3000}', " "));
    for (era, base) in [("令和", 2018), ("平成", 1988)] {
        for year in (1..=31).rev() {
            text = text.replace(&format!("{era}{year}年"), &format!("{}年", base + year));
            text = text.replace(&format!("{era}{year}～"), &format!("{}年度～", base + year));
            text = text.replace(&format!("{era}{year}~"), &format!("{}年度~", base + year));
        }
        text = text.replace(&format!("{era}元年"), &format!("{}年", base + 1));
    }
    // The end of 令和3~5年度 has no era of its own.
    text.replace("2021年度~5年度", "2021年度~2023年度")
}

/// Rows of tables changed, lines kept.
pub(crate) fn rows(text: &str, change: impl Fn(Vec<String>) -> Vec<String>) -> String {
    text.lines()
        .map(|line| {
            let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let line = if cells.len() > 1 {
                change(cells).join("\t")
            } else {
                line.to_owned()
            };
            line + "\n"
        })
        .collect()
}

pub(crate) fn blank_rows(text: &str) -> String {
    text.lines()
        .map(|line| {
            if line.contains('\t') {
                format!("{line}\n{}\n", "\t".repeat(line.matches('\t').count()))
            } else {
                format!("{line}\n")
            }
        })
        .collect()
}

/// Every cell in quotes; two values of a cell on two lines.
pub(crate) fn quoted(text: &str) -> String {
    rows(text, |cells| {
        cells
            .into_iter()
            .map(|cell| {
                let parts: Vec<&str> = cell.split(' ').collect();
                let two = parts.len() == 2
                    && parts
                        .iter()
                        .all(|part| part.parse::<f64>().is_ok() || part.contains(','));
                format!(
                    "\"{}\"",
                    if two {
                        parts.join("\n")
                    } else {
                        cell.replace('"', "\"\"")
                    }
                )
            })
            .collect()
    })
}

/// Blocks of rows as Markdown tables, a ruling line under the first.
pub(crate) fn markdown(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for line in text.lines() {
        let is_row = line.contains('\t');
        if is_row {
            let row = line
                .split('\t')
                .map(|cell| cell.replace('|', "\\|"))
                .collect::<Vec<_>>()
                .join(" | ");
            writeln!(out, "| {row} |").unwrap();
            if !inside {
                writeln!(out, "|{}", "---|".repeat(line.matches('\t').count() + 1)).unwrap();
            }
        } else {
            if inside {
                out.push('\n');
            }
            out.push_str(line);
            out.push('\n');
        }
        inside = is_row;
    }
    out
}

pub(crate) fn html(text: &str) -> String {
    let mut out = String::from("<html><body>");
    let mut inside = false;
    for line in text.lines() {
        let is_row = line.contains('\t');
        if is_row != inside {
            out.push_str(if is_row { "<table>" } else { "</table>" });
        }
        if is_row {
            let cells = line.split('\t').collect::<Vec<_>>().join("</td><td>");
            writeln!(out, "<tr><td>{cells}</td></tr>").unwrap();
        } else {
            writeln!(out, "<p>{line}</p>").unwrap();
        }
        inside = is_row;
    }
    out + "</body></html>"
}
