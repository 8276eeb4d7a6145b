//! The HTML around rule sets, rendered natively from sheets as a person pastes them.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::Context;
use std::task::Poll;
use std::task::Waker;

use kpi_core::assess::{KpiOverride, Settings, assess};
use kpi_core::rating::presets;
use kpi_core::rating::rule_set::{Name, RuleSet};
use kpi_evaluator::app::inputs::{Change, Inputs};
use kpi_evaluator::app::rule_form::RuleForm;
use kpi_evaluator::ui::components::details::Details;
use kpi_evaluator::ui::components::place_link::Jump;
use kpi_evaluator::ui::components::rule_editor::RuleEditor;
use kpi_evaluator::ui::reading::Reading;
use kpi_evaluator::ui::reading::Shared;
use kpi_evaluator::ui::results::panels::Panels;
use kpi_evaluator::ui::results::workspace::ResultView;
use kpi_evaluator::ui::view::PANELS;
use kpi_evaluator::ui::view::View;
use kpi_readers::sheet::Document;
use kpi_report::contract::evaluation;
use kpi_report::i18n::Lang;
use serde_json::json;
use yew::LocalServerRenderer;
use yew::prelude::*;

const SHEET: &str = "## 施策1 農業\n指標名\t単位\t方向\t基準値\t目標値（R5）\t実績値（R5）\t達成率\t進捗状況\n農家数\t戸\t↑\t80\t100\t85\t85.0%\t概ね順調\n農地\tha\t↑\t50\t100\t40\t45.0%\t遅れ\n";

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

#[derive(Clone, PartialEq)]
enum What {
    Result,
    Details(usize),
    Editor(Box<RuleForm>),
}

#[derive(Properties)]
struct ShownProps {
    reading: Rc<Reading>,
    lang: Lang,
    what: What,
}

impl PartialEq for ShownProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading) && self.what == other.what
    }
}

#[component]
fn Shown(props: &ShownProps) -> Html {
    let reading = Rc::clone(&props.reading);
    let content = match &props.what {
        What::Result => {
            let reading = Shared(reading);
            // What stands below the table is one press away: here all of it is open.
            let view = View {
                panels: PANELS.into(),
                ..View::default()
            };
            html! {
                <>
                    <ResultView reading={reading.clone()} fresh=false on_say={Callback::noop()} />
                    <Panels {reading} {view} fresh=false on_listing={Callback::noop()} on_panel={Callback::noop()} on_inspect={Callback::noop()}
                        on_jump={Callback::<Jump>::noop()} on_scroll={Callback::noop()} on_back={Callback::noop()}
                        on_say={Callback::noop()} />
                </>
            }
        }
        What::Details(index) => html! {
            <Details {reading} index={*index} on_jump={Callback::noop()} on_say={Callback::noop()} />
        },
        What::Editor(form) => html! {
            <RuleEditor {reading} form={(**form).clone()} on_save={Callback::noop()} on_cancel={Callback::noop()}
                on_say={Callback::noop()} />
        },
    };
    html! { <ContextProvider<Lang> context={props.lang}>{ content }</ContextProvider<Lang>> }
}

/// What a person sees who pasted `text` and then did these things.
fn shown(text: &str, changes: impl IntoIterator<Item = Change>, lang: Lang, what: What) -> String {
    let document = Rc::new(Document::pasted(text));
    let taken = Inputs::of(Rc::clone(&document), Settings::default());
    let inputs = changes
        .into_iter()
        .fold(taken, |inputs, change| inputs.after(change));
    let assessment = assess(&document, &inputs.settings, &inputs.corrections);
    let evaluation = evaluation(&assessment, lang);
    let reading = Rc::new(Reading::new(Rc::new(inputs), evaluation, assessment.sheets));
    let props = ShownProps { reading, lang, what };
    let html = finish(
        LocalServerRenderer::<Shown>::with_props(props)
            .hydratable(false)
            .render(),
    );
    assert!(!html.contains("style="), "an inline style");
    html
}

#[track_caller]
fn assert_holds(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "missing: {part}\nin: {html}");
    }
}

fn preset(id: &str) -> Change {
    Change::RuleSet(id.to_owned())
}

fn own() -> RuleSet {
    let rules = json!({ "schema": "rule-set/1", "id": "own-1", "name": { "ja": "わがまち" }, "nature": "band", "basis": "own",
        "bands": [{ "from": "90", "text": "良" }, { "text": "否" }], "combine": { "rule": "worst", "basis": "own" } });
    RuleSet::from_value(rules).unwrap()
}

fn copy(id: &str) -> RuleForm {
    RuleForm::copy_of(
        &presets::find(id).unwrap(),
        "own-1".to_owned(),
        "写し".to_owned(),
        Name::default(),
    )
}

#[test]
fn the_rule_set_that_fits_is_proposed_and_none_is_chosen() {
    let html = shown(SHEET, [], Lang::Ja, What::Result);
    assert_holds(
        &html,
        &[
            "data-fit=\"ibaraki\"",
            "「茨城県（期待値に対する進捗）」が、この表に印字された評価2件中2件、率2件中1件を再現します。",
            "このルールを使う",
            "再現するルールをすべて見る",
            "農地：印字は「45.0%」、このルールでは「40.0」",
        ],
    );
    let chosen = shown(SHEET, [preset("ibaraki")], Lang::En, What::Result);
    assert_holds(
        &chosen,
        &["which is chosen, reproduces 2 of 2 printed labels and 1 of 2 printed rates"],
    );
}

#[test]
fn nothing_is_said_of_fits_where_nothing_is_printed() {
    let html = shown(
        "指標名\t目標値\t実績値\n農家数\t100\t85\n",
        [],
        Lang::Ja,
        What::Result,
    );
    assert!(!html.contains("ke-fits-heading"));
}

#[test]
fn an_own_rule_set_stands_in_the_list_and_can_be_changed() {
    let html = shown(SHEET, [Change::OwnRules(Box::new(own()))], Lang::Ja, What::Result);
    assert_holds(
        &html,
        &[
            "<optgroup label=\"自分で作ったルール\">",
            "value=\"own-1\" selected",
            "このPCで作ったルールです。",
            "このルールを変える",
            "一覧から削除",
        ],
    );
    let shipped = shown(SHEET, [preset("tama")], Lang::Ja, What::Result);
    assert!(!shipped.contains("このルールを変える") && shipped.contains("写して変える"));
}

#[test]
fn sections_have_their_label_and_the_way_to_their_cells() {
    let html = shown(SHEET, [Change::OwnRules(Box::new(own()))], Lang::Ja, What::Result);
    assert_holds(
        &html,
        &[
            "区分ごとの評価（1）",
            "data-section=\"施策1 農業\"",
            "もとになったKPI（2）",
            "id=\"ke-section-0-chain-0\"",
            "id=\"ke-section-0-chain-1-cell\"",
            "を見る",
        ],
    );
}

#[test]
fn every_field_of_the_editor_has_its_own_label() {
    for rules in presets::all() {
        let html = shown(SHEET, [], Lang::Ja, What::Editor(Box::new(RuleForm::of(rules))));
        let fields = ids(&html, "<input ").chain(ids(&html, "<select "));
        let fields: Vec<&str> = fields.collect();
        let distinct: BTreeSet<&str> = fields.iter().copied().collect();
        assert_eq!(fields.len(), distinct.len(), "{}: an id twice", rules.id);
        for id in fields {
            assert_holds(&html, &[&format!("for=\"{id}\"")]);
        }
    }
}

/// The ids of all elements that begin so.
fn ids<'a>(html: &'a str, begin: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(begin).skip(1).map(|rest| {
        let tag = rest.split('>').next().unwrap();
        let id = tag
            .split("id=\"")
            .nth(1)
            .unwrap_or_else(|| panic!("no id: {tag}"));
        id.split('"').next().unwrap()
    })
}

#[test]
fn the_editor_shows_which_labels_change() {
    let stricter = copy("ibaraki").with_band_changed(1, |band| band.lower.percent = "90".to_owned());
    let html = shown(
        SHEET,
        [preset("ibaraki")],
        Lang::Ja,
        What::Editor(Box::new(stricter)),
    );
    assert_holds(
        &html,
        &[
            "data-changes=\"1\"",
            "このシートの評価2件のうち1件が変わります。",
            "B+ 概ね順調 → B やや遅れ",
        ],
    );
    let same = shown(
        SHEET,
        [preset("ibaraki")],
        Lang::En,
        What::Editor(Box::new(copy("ibaraki"))),
    );
    assert_holds(&same, &["None of the 2 labels of this sheet changes."]);
}

#[test]
fn the_editor_names_the_gap_the_overlap_and_the_field_without_a_number() {
    let check = |form: RuleForm, part: &str| {
        let html = shown(SHEET, [], Lang::Ja, What::Editor(Box::new(form)));
        assert_holds(&html, &[part, "直すところ（1）"]);
        assert!(
            !html.contains("data-changes"),
            "no view of what no rule set would change"
        );
    };
    check(
        copy("tama").without_band(2),
        "率60%未満に当てはまる区分がありません。",
    );
    check(
        copy("tama").with_band_changed(1, |band| band.lower.percent = "100".to_owned()),
        "区分「着実に進んでいる」と「概ね進んでいる」が",
    );
    let typed = copy("tama").with_band_changed(1, |band| band.lower.percent = "六割".to_owned());
    check(typed.clone(), "「区分2の率の下限」に数字を入れてください。");
    let html = shown(SHEET, [], Lang::Ja, What::Editor(Box::new(typed)));
    assert_eq!(html.matches("aria-invalid=\"true\"").count(), 1);
}

#[test]
fn the_explanation_is_one_named_group_of_sentences_in_reading_order() {
    let html = shown(SHEET, [preset("ibaraki")], Lang::Ja, What::Details(0));
    let start = html.find("class=\"ke-explanation\"").expect("an explanation");
    let start = html[..start].rfind("<div").expect("its element");
    let group = &html[start..];
    let group = &group[..group.find("<button").expect("a button that copies it")];
    assert_holds(
        group,
        &[
            "role=\"group\"",
            "aria-labelledby=\"ke-kpi-0-explanation\"",
            "農家数",
        ],
    );
    let sentences: Vec<&str> = group
        .split("<p>")
        .skip(1)
        .map(|rest| rest.split("</p>").next().unwrap())
        .collect();
    assert_eq!(
        sentences[0],
        "達成率は 実績値 85 ÷ 目標値 100 × 100 = 85.0%（四捨五入・小数第1位）です。印字の85.0%と一致します。あと15戸で目標に達します。"
    );
    assert!(sentences[1].contains("「概ね順調」（80%以上100%未満）です。あと15戸（実績値100戸）で「順調」（100%）になります。出典：茨城県"));
    assert_eq!(
        sentences[2],
        "計算方法が「基準値からの進捗率」なら 25.0% で、「遅れ」になります。"
    );
}

#[test]
fn a_finding_offers_the_text_that_would_put_it_right() {
    let html = shown(SHEET, [], Lang::Ja, What::Result);
    assert_holds(
        &html,
        &["検算で見つかったこと（1）", "「45.0%」を「40.0%」に直す"],
    );
    let put_right = shown(&SHEET.replace("45.0%", "40.0%"), [], Lang::Ja, What::Result);
    assert_holds(
        &put_right,
        &[
            "検算で見つかったこと（0）",
            "検算で食い違いは見つかりませんでした。",
        ],
    );
    let falling = "指標名\t単位\t基準値\t目標値\t実績値\n農家数\t戸\t312\t280\t273\n";
    let html = shown(falling, [], Lang::En, What::Result);
    assert_holds(&html, &["Less is better", "More is better"]);
}

#[test]
fn what_is_said_of_a_kpi_is_seen_at_the_kpi() {
    let document = Document::pasted(SHEET);
    let found = assess(
        &document,
        &Inputs::default().settings,
        &Inputs::default().corrections,
    );
    let said = Change::Override {
        kpi: found.indicator_ids[0].clone(),
        said: KpiOverride {
            method: Some("progress".to_owned()),
            target: Some("90".to_owned()),
            reason: Some("計画の改定".to_owned()),
            ..KpiOverride::default()
        },
    };
    let html = shown(SHEET, [said.clone(), preset("ibaraki")], Lang::Ja, What::Result);
    assert_eq!(html.matches("個別の扱いあり").count(), 1);
    assert_holds(&html, &["data-value=\"94.4\""]);
    let html = shown(SHEET, [said, preset("ibaraki")], Lang::Ja, What::Details(0));
    assert_holds(
        &html,
        &[
            "個別の扱い：計算方法＝基準値からの進捗率、目標値＝90（理由：計画の改定）",
            "基準値からの進捗率は",
            "= 50.0%",
        ],
    );
}
