//! The HTML of the components, rendered natively.

use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::Context;
use std::task::Poll;
use std::task::Waker;

use kpi_core::assess::{Corrections, Settings, assess};
use kpi_evaluator::app::inputs::Inputs;
use kpi_evaluator::app::keys;
use kpi_evaluator::app::ports::Memory;
use kpi_evaluator::app::ports::Refusing;
use kpi_evaluator::app::surroundings::Ports;
use kpi_evaluator::app::vault::Vault;
use kpi_evaluator::ui::components::app::App;
use kpi_evaluator::ui::components::app::AppProps;
use kpi_evaluator::ui::components::details::Details;
use kpi_evaluator::ui::components::place_link::Jump;
use kpi_evaluator::ui::reading::Reading;
use kpi_evaluator::ui::reading::Shared;
use kpi_evaluator::ui::results::panels::Panels;
use kpi_evaluator::ui::results::workspace::ResultView;
use kpi_evaluator::ui::view::PANELS;
use kpi_evaluator::ui::view::View;
use kpi_readers::sheet::Document;
use kpi_report::contract;
use kpi_report::contract::v1;
use kpi_report::i18n::Lang;
use yew::LocalServerRenderer;
use yew::prelude::*;

use crate::fixture;

/// Rendering never waits for anything outside, so polling is enough.
fn finish<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = work.as_mut().poll(&mut context) {
            return value;
        }
    }
}

#[derive(Properties)]
struct ShownProps {
    reading: Rc<Reading>,
    lang: Lang,
    details: Option<usize>,
}

impl PartialEq for ShownProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading) && self.lang == other.lang && self.details == other.details
    }
}

#[component]
fn Shown(props: &ShownProps) -> Html {
    let reading = Rc::clone(&props.reading);
    html! {
        <ContextProvider<Lang> context={props.lang}>
            if let Some(index) = props.details {
                <Details {reading} {index} on_jump={Callback::<Jump>::noop()} on_say={Callback::noop()} />
            } else {
                <ResultView reading={Shared(reading)} fresh=false on_say={Callback::noop()} />
            }
        </ContextProvider<Lang>>
    }
}

fn shown(reading: Rc<Reading>, lang: Lang, details: Option<usize>) -> String {
    let props = ShownProps {
        reading,
        lang,
        details,
    };
    finish(
        LocalServerRenderer::<Shown>::with_props(props)
            .hydratable(false)
            .render(),
    )
}

#[component]
fn AllPanels(props: &ShownProps) -> Html {
    let view = View {
        panels: PANELS.into(),
        ..View::default()
    };
    html! {
        <ContextProvider<Lang> context={props.lang}>
            <Panels reading={Shared(Rc::clone(&props.reading))} {view} fresh=false on_listing={Callback::noop()} on_panel={Callback::noop()}
                on_inspect={Callback::noop()}
                on_jump={Callback::<Jump>::noop()} on_scroll={Callback::noop()} on_back={Callback::noop()}
                on_say={Callback::noop()} />
        </ContextProvider<Lang>>
    }
}

/// What stands below the table, all of it open.
fn panels(lang: Lang) -> String {
    let props = ShownProps {
        reading: fixture::reading(),
        lang,
        details: None,
    };
    finish(
        LocalServerRenderer::<AllPanels>::with_props(props)
            .hydratable(false)
            .render(),
    )
}

fn result(lang: Lang) -> String {
    shown(fixture::reading(), lang, None)
}

fn page(ports: Ports) -> String {
    finish(
        LocalServerRenderer::<App>::with_props(AppProps { ports, inside: None })
            .hydratable(false)
            .render(),
    )
}

#[track_caller]
fn assert_holds(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "missing: {part}\nin: {html}");
    }
}

/// The HTML of one KPI's row group.
fn rows<'a>(html: &'a str, kpi: &str) -> &'a str {
    let start = html
        .find(&format!("data-kpi=\"{kpi}\""))
        .expect("the KPI has rows");
    let rest = &html[start..];
    &rest[..rest.find("</tbody>").expect("the row group ends")]
}

#[test]
fn every_kpi_is_a_row_group_with_a_row_header_in_one_table_under_its_headings() {
    let html = result(Lang::Ja);
    assert_eq!(html.matches("data-kpi=").count(), 8);
    assert_eq!(html.matches("scope=\"rowgroup\"").count(), 8);
    assert_holds(
        &html,
        &[
            "class=\"ke-grid__heading\">第4節 観光</span>",
            "scope=\"colgroup\"",
            "scope=\"col\"",
            "達成率の検算",
        ],
    );
    assert_eq!(html.matches("class=\"ke-grid\"").count(), 1);
}

#[test]
fn the_table_stands_before_what_is_to_be_checked() {
    let html = result(Lang::Ja);
    let place = |part: &str| html.find(part).expect("it is there");
    assert!(place("data-kpi=") < place("data-opens=\"questions\""));
    assert!(place("data-opens=\"findings\"") < place("確認してほしいこと（2件）"));
    assert!(!html.contains("検算で見つかったこと"), "one press away");
}

#[test]
fn a_status_that_rests_on_an_assumption_says_so_in_the_row_and_in_the_counts() {
    let html = result(Lang::Ja);
    assert_holds(rows(&html, "k8"), &["ke-chip--provisional", "仮定"]);
    assert!(
        !rows(&html, "k3").contains("ke-chip--provisional"),
        "its arrow is printed"
    );
    assert_holds(&html, &["（うち仮定1）"]);
}

#[test]
fn a_row_shows_rate_status_and_check_in_words() {
    let html = result(Lang::Ja);
    // All baselines are of one year: it stands in the head of their column, and in no row.
    let head = &html[html.find("<thead").expect("a head")..html.find("</thead>").expect("its end")];
    assert_holds(head, &["令和元年度"]);
    assert_holds(
        rows(&html, "k3"),
        &["7,000", "6,092", "87.0%", "未達", "一致", "増加が望ましい"],
    );
    assert_holds(
        rows(&html, "k4"),
        &["166.0%", "達成", "印字 100.0%", "上限100%で一致"],
    );
    assert_holds(
        rows(&html, "k5"),
        &["不一致", "確認1件", "概ね順調", "減少が望ましい"],
    );
    assert_holds(&shown(fixture::reading(), Lang::Ja, Some(2)), &["合いません"]);
}

#[test]
fn what_is_missing_is_a_word_and_never_zero_or_blank() {
    let html = result(Lang::Ja);
    assert_holds(rows(&html, "k7"), &["集計中・調査中", "未公表", "記載なし"]);
    assert_holds(
        rows(&html, "k8"),
        &[
            "現状以上",
            "（基準値 82,716）",
            "推計",
            "比率で測らない目標",
            "仮定",
        ],
    );
    assert_holds(rows(&html, "k9"), &["延伸", "定性目標", "率なし"]);
    assert!(!html.contains("ke-cell__content\"></div>"), "a cell is blank");
}

#[test]
fn a_missing_actual_with_a_cell_is_a_labelled_field() {
    let html = result(Lang::Ja);
    assert_holds(
        rows(&html, "k6"),
        &["<input", "特定健診受診率 令和5年度の実績値", "未入力"],
    );
    assert!(
        !rows(&html, "k7").contains("<input"),
        "what is not published is not asked for"
    );
}

#[test]
fn several_measurements_are_rows_under_one_name() {
    let html = result(Lang::Ja);
    let rows = rows(&html, "k10");
    assert_eq!(rows.matches("<tr").count(), 2);
    assert_holds(
        rows,
        &["rowspan=\"2\"", "単年度増加分", "累積増加分", "うち 21", "代表値"],
    );
}

#[test]
fn a_hostile_name_is_text() {
    for lang in [Lang::Ja, Lang::En] {
        let html = result(lang);
        assert!(!html.contains("<img"), "markup came through");
        assert_holds(&html, &["&lt;img src=x onerror=alert(1)&gt;"]);
    }
}

#[test]
fn the_summary_counts_are_buttons() {
    let html = result(Lang::Ja);
    for (kind, count) in [
        ("all", 8),
        ("achieved", 2),
        ("not-achieved", 3),
        ("not-published", 1),
        ("mismatch", 1),
    ] {
        let start = html
            .find(&format!("data-count=\"{kind}\""))
            .expect("the count is there");
        let rest = &html[start..];
        assert_holds(&rest[..rest.floor_char_boundary(400)], &[&format!("{count}件")]);
    }
}

#[test]
fn notices_are_grouped_and_lead_to_their_place() {
    let html = panels(Lang::Ja);
    assert_holds(
        &html,
        &[
            "確認してほしいこと（2件）",
            "検算で見つかったこと（1）",
            "はっきりしないこと（2件）",
            "data-answer=\"all-increase\"",
            "原文を見る（H5）",
            "id=\"ke-notice-0\"",
        ],
    );
}

#[test]
fn guessed_columns_are_asked_with_samples() {
    let html = result(Lang::Ja);
    assert_holds(
        &html,
        &[
            "列の意味を推定しました",
            "G列（見出しなし）",
            "この読み方でよい",
            "値の例：実績値（R5）、6,092、8.3",
        ],
    );
}

#[test]
fn the_source_marks_the_rows_in_use() {
    let html = panels(Lang::Ja);
    assert_eq!(html.matches("ke-source__row--used").count(), 8);
    assert_holds(&html, &["id=\"ke-source-0-2\"", "※出典：作成例"]);
}

#[test]
fn projects_show_the_suggestion_with_its_reason() {
    assert_holds(
        &panels(Lang::Ja),
        &[
            "テレワーク推進事業",
            "5,995,000",
            "C 地方創生に効果があった",
            "評価案 地方創生に効果があった",
            "KPI1件のうち",
        ],
    );
}

#[test]
fn the_final_target_is_shown_where_no_measurement_is_against_it() {
    let html = result(Lang::Ja);
    assert_holds(
        rows(&html, "k3"),
        &["最終目標", "data-field=\"final\" data-value=\"9000\"", "9,000"],
    );
    let other = rows(&html, "k5");
    let cell = &other[other.find("data-field=\"final\"").expect("the column is there")..];
    assert!(!cell[..cell.find("</td>").expect("the cell ends")].contains("data-value"));
}

#[test]
fn the_grounds_hold_formula_progress_prose_and_the_direction() {
    let html = shown(fixture::reading(), Lang::Ja, Some(0));
    assert_holds(
        &html,
        &[
            "実績値 6,092 ÷ 目標値 7,000 ＝ 87.0%",
            "基準値からの進捗率：62.5%",
            "原文を見る（B3）",
        ],
    );
    let html = shown(fixture::reading(), Lang::Ja, Some(7));
    assert_holds(&html, &["参加者が増えたため。", "実績値の印字：33 [21]"]);
    let html = shown(fixture::reading(), Lang::Ja, Some(5));
    assert_holds(
        &html,
        &["<select", "表に記載がないための仮定です", "この方向で確定"],
    );
}

#[test]
fn nothing_found_says_what_was_read_and_what_to_do() {
    let html = shown(fixture::empty_reading(), Lang::Ja, None);
    assert_holds(
        &html,
        &[
            "KPIが見つかりませんでした",
            "2行",
            "目標値または実績値",
            "市長のあいさつ",
        ],
    );
}

/// A text as the page reads it.
fn read(text: &str, lang: Lang) -> Rc<Reading> {
    let document = Document::pasted(text);
    let assessment = assess(&document, &Settings::default(), &Corrections::default());
    let inputs = Inputs {
        document: Some(Rc::new(document)),
        ..Inputs::default()
    };
    let evaluation = contract::evaluation(&assessment, lang);
    Rc::new(Reading::new(Rc::new(inputs), evaluation, assessment.sheets))
}

const CANDIDATE: &str = "項目\t確保方策\t見込額\n健診の受診者数\t1,200人\t1,350人\n相談の利用者数\t800人\t760人\n\
    教室の開催数\t40回\t52回\n訪問した世帯の数\t300件\t280件\n";

#[test]
fn a_candidate_stands_in_place_of_nothing_with_its_readings_side_by_side() {
    let html = shown(read(CANDIDATE, Lang::Ja), Lang::Ja, None);
    assert_holds(
        &html,
        &[
            "KPIの表かもしれないところ（1）",
            "目標値と実績値を示す見出しがありません。",
            "この読み方を使う<span class=\"ke-visually-hidden\">（1番の読み方1）</span>",
            "この読み方を使う<span class=\"ke-visually-hidden\">（1番の読み方2）</span>",
            "KPIではない",
            "1,200 人",
            "ほか1件",
            "原文を見る",
        ],
    );
    assert!(!html.contains("ke-nothing-heading"));
    assert!(!html.contains("data-kpi="), "candidates are no KPIs");
    assert_eq!(html.matches("ke-candidate__table").count(), 2);
    let english = shown(read(CANDIDATE, Lang::En), Lang::En, None);
    assert_holds(
        &english,
        &[
            "May be tables of KPIs (1)",
            "Use this reading",
            "No KPIs",
            "No heading says",
        ],
    );
}

#[test]
fn without_a_candidate_there_is_no_section_of_them() {
    assert!(!result(Lang::Ja).contains("KPIの表かもしれない"));
}

#[test]
fn a_kpi_that_was_read_with_a_doubt_is_marked_in_words_and_leads_to_its_notice() {
    assert!(!result(Lang::Ja).contains("要確認"));
    let mut evaluation = fixture::evaluation();
    evaluation.kpis[0].certainty = v1::Certainty::Check;
    evaluation.notices.push(v1::Notice {
        message: "列の意味を推測しました。".to_owned(),
        kpi: Some(evaluation.kpis[0].id.clone()),
        ..v1::Notice::of(v1::Code::ColumnsAssumed)
    });
    let id = evaluation.kpis[0].id.clone();
    let sheets = fixture::reading().sheets().to_vec();
    let html = shown(
        Rc::new(Reading::new(Rc::default(), evaluation, sheets)),
        Lang::Ja,
        None,
    );
    let row = rows(&html, &id);
    assert_holds(
        row,
        &["data-certainty=\"check\"", "要確認", "id=\"ke-kpi-0-doubt\""],
    );
    assert_eq!(html.matches("要確認").count(), 1);
}

#[test]
fn english_is_english() {
    assert_holds(
        &result(Lang::En),
        &[
            "Achieved",
            "Not entered",
            "Rate recheck",
            "Estimate",
            "FY2019",
            "To be checked (2)",
        ],
    );
    assert_holds(&panels(Lang::En), &["What does not add up (1)"]);
}

#[test]
fn the_page_has_landmarks_one_live_region_and_no_inline_style() {
    let html = page(Ports::detached());
    assert_holds(
        &html,
        &[
            "<header",
            "<main",
            "<footer",
            "href=\"#ke-main\"",
            "for=\"ke-paste\"",
            "このPCの外に出ません",
        ],
    );
    assert_eq!(html.matches("aria-live").count(), 1);
    assert_eq!(html.matches("<h1").count(), 1);
    // Of the five steps only the first can be gone to while there is no sheet.
    assert_holds(&html, &["aria-label=\"手順\"", "data-step=\"hand-out\""]);
    assert_eq!(html.matches("aria-current=\"step\"").count(), 1);
    assert_eq!(html.matches("role=\"link\" aria-disabled=\"true\"").count(), 4);
    assert!(!html.contains("style="), "an inline style");
}

#[test]
fn a_refusing_storage_is_told_from_the_start() {
    let html = page(Ports {
        drafts: Rc::new(Vault::new(Rc::new(Refusing))),
        ..Ports::detached()
    });
    assert_holds(
        &html,
        &[
            "下書きを保存できません",
            "この画面を閉じると失われます",
            "下書きは保存されていません。",
        ],
    );
}

#[test]
fn an_unreadable_draft_is_told_and_set_aside() {
    use kpi_evaluator::app::ports::DraftStore;
    let drafts = Rc::new(Memory::default());
    drafts.save(keys::DRAFT, "{broken").expect("memory has room");
    let html = page(Ports {
        drafts: Rc::new(Vault::new(Rc::clone(&drafts) as Rc<_>)),
        ..Ports::detached()
    });
    assert_holds(
        &html,
        &[
            "前回の下書きを読み取れませんでした",
            "上書きされることはありません",
            "移してある下書きなど（1件）",
            "data-aside=\"kpi-evaluator/draft-set-aside\"",
            "ファイルに保存",
        ],
    );
    assert_eq!(drafts.load(keys::DRAFT_ASIDE), Ok(Some("{broken".to_owned())));
}

#[test]
fn a_choice_that_is_not_understood_is_said() {
    use kpi_evaluator::app::ports::DraftStore;
    let drafts = Rc::new(Memory::default());
    drafts.save(keys::CHOICE, "everything").expect("memory has room");
    let html = page(Ports {
        drafts: Rc::new(Vault::new(drafts)),
        ..Ports::detached()
    });
    assert_holds(&html, &["この版では読み取れません", "何も消していません"]);
}

#[test]
fn a_draft_is_restored_in_its_language() {
    use kpi_evaluator::app::ports::DraftStore;
    let drafts = Rc::new(Memory::default());
    drafts
        .save(keys::DRAFT, include_str!("../drafts/v1.json"))
        .expect("memory has room");
    let html = page(Ports {
        drafts: Rc::new(Vault::new(drafts)),
        ..Ports::detached()
    });
    assert_holds(&html, &["Your last draft was restored.", "Pasted sheet"]);
}

#[test]
fn of_many_drafts_the_one_that_was_open_last_is_restored() {
    use kpi_evaluator::app::packed::Packed;
    use kpi_evaluator::app::ports::DraftStore;
    let drafts = Rc::new(Memory::default());
    let texts: std::collections::BTreeMap<String, String> =
        serde_json::from_str(include_str!("../drafts/v5.json")).expect("texts by key");
    for (key, text) in &texts {
        drafts.save(key, text).expect("memory has room");
    }
    let html = page(Ports {
        drafts: Rc::new(Vault::new(Rc::new(Packed::new(drafts)))),
        ..Ports::detached()
    });
    assert_holds(
        &html,
        &["前回の下書きを復元しました", "data-part=\"drafts\"", "乙.csv"],
    );
    assert!(!html.contains("甲.csv"), "another draft's sheet");
}

#[test]
fn the_foot_offers_what_is_kept_and_says_what_the_page_is() {
    let html = page(Ports::detached());
    assert_eq!(html.matches("type=\"radio\"").count(), 3);
    assert_holds(
        &html,
        &[
            "このPCに残すもの",
            "このPCから全部消す",
            "いつも保存しない",
            env!("CARGO_PKG_VERSION"),
            "読み込み後の通信",
        ],
    );
    assert!(
        !html.contains("ほかのHTMLファイル"),
        "nothing was opened from a disk"
    );
}
