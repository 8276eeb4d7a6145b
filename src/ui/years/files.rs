//! The comparison as a file.

use std::rc::Rc;

use yew::prelude::*;

use crate::ui::hooks::use_ports;
use crate::ui::years::compared::Compared;
use kpi_report::compare::long;
use kpi_report::compare::shape::Comparison;
use kpi_report::compare::shape::Side;
use kpi_report::compare::wide;
use kpi_report::export::copy::file_named;
use kpi_report::export::csv;
use kpi_report::export::handout::Cell;
use kpi_report::export::render::Form;
use kpi_report::export::xlsx::Paper;
use kpi_report::export::xlsx::tables;
use kpi_report::export::xlsx::tables::Table;
use kpi_report::i18n::Lang;
use kpi_report::i18n::comparison_book;
use kpi_report::i18n::shown;
use kpi_report::i18n::years::words;

/// Props of [`Save`].
#[derive(Properties, PartialEq)]
pub struct SaveProps {
    /// The comparison.
    pub found: Compared,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// Buttons that save the comparison as a workbook and in long form.
///
/// Contract: what was saved, or that it was not, is said in the live region.
#[component]
pub fn Save(props: &SaveProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let saver = use_ports().saver;
    let save = |form: Form| {
        let (found, on_say) = (Rc::clone(&props.found.0), props.on_say.clone());
        let saver = Rc::clone(&saver);
        Callback::from(move |_| {
            let bytes = match form {
                Form::Xlsx => workbook(&found, lang),
                _ => long_form(&found, lang).into_bytes(),
            };
            let name = name(&found, form, lang);
            let is_saved = saver.save(&name, form.mime(), &bytes);
            on_say.emit(if is_saved {
                (words.saved)(&name).into()
            } else {
                words.not_saved.into()
            });
        })
    };
    html! {
        <div class="ke-years__acts">
            <button type="button" class="ke-button ke-button--primary" data-part="years-book" onclick={save(Form::Xlsx)}>
                { words.save_book }
            </button>
            <button type="button" class="ke-button ke-button--outline" data-part="years-save" onclick={save(Form::CsvLong)}>
                { words.save }
            </button>
        </div>
    }
}

/// What the comparison is called.
fn title(found: &Comparison) -> &str {
    let title = found.now.title.as_deref().or(found.now.municipality.as_deref());
    title.unwrap_or("KPI")
}

fn name(found: &Comparison, form: Form, lang: Lang) -> String {
    file_named(title(found), words(lang).mark, None, form.ending())
}

/// The comparison in long form, as separated values.
fn long_form(found: &Comparison, lang: Lang) -> String {
    csv::table(long::heads(lang), long_rows(found).into_iter())
}

fn long_rows(found: &Comparison) -> Vec<Vec<Cell>> {
    let cell = |value: long::Value| {
        if value.is_number {
            Cell::number(&value.text)
        } else {
            Cell::text(&value.text)
        }
    };
    let rows = long::rows(found).into_iter();
    rows.map(|row| row.into_iter().map(cell).collect()).collect()
}

/// The comparison as a workbook: a row for each KPI, the long form, and what it was made of.
fn workbook(found: &Comparison, lang: Lang) -> Vec<u8> {
    let book = comparison_book::words(lang);
    let [compared, data, about] = book.sheets;
    let cell = |value: wide::Value| match value {
        wide::Value::Nothing => Cell::Empty,
        wide::Value::Text(text) => Cell::text(&text),
        wide::Value::Number(value) => Cell::number(&value),
        wide::Value::Percent(rate) => Cell::Percent(rate),
    };
    let title = (book.title)(title(found));
    let warnings = found.warnings.iter().map(|warning| warning.message.clone());
    let heads = long::heads(lang);
    let tables = [
        Table {
            name: compared.to_owned(),
            said: std::iter::once(title.clone())
                .chain(std::iter::once((words(lang).summary)(found.summary.numbers())))
                .chain(warnings)
                .collect(),
            heads: wide::heads(lang),
            rows: wide::rows(found, lang)
                .into_iter()
                .map(|row| row.into_iter().map(cell).collect())
                .collect(),
            widths: wide::WIDTHS.to_vec(),
            is_lined: true,
        },
        Table {
            name: data.to_owned(),
            widths: vec![14; heads.len()],
            heads,
            rows: long_rows(found),
            ..Table::default()
        },
        Table {
            name: about.to_owned(),
            heads: book.sides.map(str::to_owned).to_vec(),
            rows: sides(found, lang),
            widths: vec![20, 50, 50],
            is_lined: true,
            ..Table::default()
        },
    ];
    tables::workbook(&title, &found.version, &tables, Paper::A4, lang)
}

/// What the two sheets say of themselves, and what the comparison was made by.
fn sides(found: &Comparison, lang: Lang) -> Vec<Vec<Cell>> {
    let words = comparison_book::words(lang);
    let both = |name: &str, said: &dyn Fn(&Side) -> Cell| {
        vec![Cell::text(name), said(&found.before), said(&found.now)]
    };
    let year = |side: &Side| {
        let year = side
            .fiscal_year
            .map(|year| shown::period(&format!("FY{year}"), lang));
        Cell::maybe(year.as_ref())
    };
    let one = |name: &str, said: &str| vec![Cell::text(name), Cell::text(said), Cell::Empty];
    let mut rows = vec![
        both(words.side_title, &|side| Cell::maybe(side.title.as_ref())),
        both(words.side_municipality, &|side| {
            Cell::maybe(side.municipality.as_ref())
        }),
        both(words.side_year, &year),
        both(words.side_kpis, &|side| Cell::number(&side.kpis.to_string())),
        one(words.made_by, &format!("kpi-evaluator {}", found.version)),
        one(words.form, long::FORM),
    ];
    rows.extend(
        found
            .warnings
            .iter()
            .map(|warning| one(words.warning, &warning.message)),
    );
    rows
}

#[cfg(test)]
mod tests {
    use calamine::Data;
    use calamine::Reader;
    use calamine::Xlsx;
    use calamine::open_workbook_from_rs;

    use super::*;
    use kpi_core::assess::Corrections;
    use kpi_core::assess::Settings;
    use kpi_core::assess::assess;
    use kpi_readers::sheet::Document;
    use kpi_report::compare::Options;
    use kpi_report::compare::compare;
    use kpi_report::contract;

    fn compared(before: &str, now: &str) -> Comparison {
        let evaluated = |text: &str| {
            let assessment = assess(
                &Document::pasted(text),
                &Settings::default(),
                &Corrections::default(),
            );
            contract::evaluation(&assessment, Lang::Ja)
        };
        compare(&evaluated(before), &evaluated(now), &Options::default())
    }

    const BEFORE: &str = "山川市 総合戦略\n指標\t単位\t目標値（R4）\t実績値（R4）\n来館者数\t人\t1,000\t853\nごみ排出量\tt\t900\t912\n観光客数\t千人\t15\t12\n";
    const NOW: &str = "指標\t単位\t目標値（R5）\t実績値（R5）\n来館者数\t人\t1,200\t853\n=HYPERLINK(1)の数\t件\t10\t12\n観光客数\t人\t16000\t13500\n";

    /// The cells of each sheet, by another reader than ours.
    fn seen(bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
        let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
        let sheets = book.worksheets().into_iter();
        sheets
            .map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect()))
            .collect()
    }

    #[test]
    fn a_workbook_has_both_years_side_by_side_the_data_and_what_it_was_made_of() {
        let found = compared(BEFORE, &format!("山川市 総合戦略\n{NOW}"));
        let bytes = workbook(&found, Lang::Ja);
        assert_eq!(bytes, workbook(&found, Lang::Ja), "the same bytes");
        let sheets = seen(&bytes);
        let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["比較", "データ", "この比較について"]);
        let rows = &sheets[0].1;
        let heads = rows
            .iter()
            .position(|row| row.get(1) == Some(&Data::String("指標名".to_owned())))
            .expect("a row of heads");
        let row = |name: &str| {
            rows.iter()
                .skip(heads + 1)
                .find(|row| row[1] == Data::String(name.to_owned()))
                .expect("a row")
        };
        let visitors = row("来館者数");
        let text = |text: &str| Data::String(text.to_owned());
        assert_eq!(
            visitors[5..8],
            [Data::Float(1000.0), Data::Float(853.0), Data::Float(85.3)]
        );
        assert_eq!(visitors[9..11], [Data::Float(1200.0), Data::Float(853.0)]);
        assert_eq!(visitors[12], text("両方"));
        let Data::String(changes) = &visitors[14] else {
            panic!("{visitors:?}")
        };
        assert!(changes.contains("同じ853"), "{changes}");
        // Each year's figures in its own unit, and both units said.
        assert_eq!(row("観光客数")[3], text("千人 → 人"));
        assert_eq!(visitors[3], text("人"));
        assert_eq!(row("ごみ排出量")[12], text("前の年度だけ"));
        // A name is no formula, whoever reads the file.
        let odd = rows.last().expect("rows");
        assert!(
            rows.iter()
                .flatten()
                .any(|cell| *cell == text("=HYPERLINK(1)の数")),
            "{odd:?}"
        );
        assert_eq!(sheets[1].1.len(), long::rows(&found).len() + 1);
        assert!(
            sheets[2]
                .1
                .iter()
                .any(|row| row[0] == text("自治体") && row[2] == text("山川市"))
        );
    }

    #[test]
    fn two_municipalities_are_never_merged_in_silence() {
        let same = compared(BEFORE, &format!("山川市 総合戦略\n{NOW}"));
        assert_eq!(same.warnings, []);
        assert_eq!(same.summary.check, 0);
        let found = compared(BEFORE, &format!("海辺市 総合戦略\n{NOW}"));
        let codes: Vec<&str> = found.warnings.iter().map(|warning| warning.code.code()).collect();
        assert_eq!(codes, ["other-municipality"]);
        let said = &found.warnings[0].message;
        assert!(said.contains("山川市") && said.contains("海辺市"), "{said}");
        assert_eq!((found.summary.pairs, found.summary.check), (2, 2));
        let warned = long::rows(&found);
        assert!(
            warned
                .iter()
                .all(|row| row.last().expect("cells").text == "other-municipality")
        );
        assert!(
            seen(&workbook(&found, Lang::Ja))[0]
                .1
                .iter()
                .any(|row| row[0] == Data::String(said.clone()))
        );
        let unnamed = compared(BEFORE, NOW);
        assert_eq!(
            unnamed.warnings,
            [],
            "a sheet that names none says nothing against it"
        );
    }
}
