//! The check step, rendered natively.

use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use kpi_core::assess::{Settings, assess};
use kpi_evaluator::app::inputs::Inputs;
use kpi_evaluator::ui::components::check::{Check, CheckProps};
use kpi_evaluator::ui::components::check_columns::{CheckColumns, CheckColumnsProps};
use kpi_evaluator::ui::components::check_grid::{CheckGrid, CheckGridProps};
use kpi_evaluator::ui::components::check_shape::{CheckShape, CheckShapeProps};
use kpi_evaluator::ui::reading::Reading;
use kpi_evaluator::ui::tables::editables;
use kpi_readers::base::place::CellRef;
use kpi_readers::sheet::Document;
use kpi_report::contract;
use kpi_report::i18n::Lang;
use yew::LocalServerRenderer;
use yew::prelude::Callback;

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

fn shown(inputs: Inputs) -> String {
    let document = inputs.document.clone().unwrap();
    let assessment = assess(&document, &inputs.settings, &inputs.corrections);
    let evaluation = contract::evaluation(&assessment, Lang::Ja);
    let props = CheckProps {
        reading: Rc::new(Reading::new(Rc::new(inputs), evaluation, assessment.sheets)),
        fresh: false,
        on_say: Callback::noop(),
    };
    finish(
        LocalServerRenderer::<Check>::with_props(props)
            .hydratable(false)
            .render(),
    )
}

/// Shape, columns and source of the first table, the second cell of the second row under discussion.
fn shown_open(text: &str) -> String {
    let inputs = pasted(text);
    let document = inputs.document.clone().unwrap();
    let assessment = assess(&document, &inputs.settings, &inputs.corrections);
    let evaluation = contract::evaluation(&assessment, Lang::Ja);
    let reading = Rc::new(Reading::new(Rc::new(inputs), evaluation, assessment.sheets));
    let table = Rc::new(editables(&reading).remove(0));
    let spot = CellRef {
        sheet: 0,
        row: 1,
        column: 1,
    };
    let shape = CheckShapeProps {
        table: Rc::clone(&table),
        reading: Rc::clone(&reading),
    };
    let columns = CheckColumnsProps {
        table: Rc::clone(&table),
        reading: Rc::clone(&reading),
        on_spot: Callback::noop(),
    };
    let grid = CheckGridProps {
        table,
        reading,
        spot: Some(spot),
        on_spot: Callback::noop(),
    };
    let parts = [
        finish(
            LocalServerRenderer::<CheckShape>::with_props(shape)
                .hydratable(false)
                .render(),
        ),
        finish(
            LocalServerRenderer::<CheckColumns>::with_props(columns)
                .hydratable(false)
                .render(),
        ),
        finish(
            LocalServerRenderer::<CheckGrid>::with_props(grid)
                .hydratable(false)
                .render(),
        ),
    ];
    parts.concat()
}

fn pasted(text: &str) -> Inputs {
    Inputs::of(Rc::new(Document::pasted(text)), Settings::default())
}

#[track_caller]
fn assert_holds(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "missing: {part}\nin: {html}");
    }
}

#[test]
fn a_guess_opens_columns_cells_and_records_side_by_side() {
    let html = shown(pasted("企業数\t社\t10\t12\n店舗数\t店\t5\t4\n"));
    assert_holds(
        &html,
        &[
            "aria-expanded=\"true\"",
            "列の意味を推定しました",
            "この読み方でよい",
            "role=\"grid\"",
            "aria-activedescendant=\"ke-check-0-0\"",
            "id=\"ke-check-1-3\"",
            "data-kind=\"record\"",
            "data-record=\"店舗数\"",
            "data-part=\"actual\"",
        ],
    );
    assert!(!html.contains("style="), "the policy forbids inline styles");
}

#[test]
fn what_a_header_says_is_not_asked() {
    let html = shown(pasted("指標名\t目標\t実績\n企業数\t10\t12\n"));
    assert_holds(
        &html,
        &["aria-expanded=\"false\"", "原文と見比べて直す", "実績の年度"],
    );
    assert!(!html.contains("role=\"grid\""), "closed until it is asked for");
}

#[test]
fn where_nothing_was_recognised_the_best_guess_is_offered() {
    let html = shown(pasted(
        "区名\tことがら\tA\tB\n一区\t窓口の数\t10\t12\n\t相談の件数\t200\t150\n",
    ));
    assert_holds(
        &html,
        &[
            "推測した読み方です",
            "この読み方で読み取る",
            "data-kind=\"header\"",
        ],
    );
}

#[test]
fn running_text_has_no_cells_to_draw_on() {
    let html = shown(pasted("会議録です。特にありません。"));
    assert!(!html.contains("ke-check-editor"), "{html}");
}

#[test]
fn how_the_records_stand_can_be_changed() {
    // Turned: what a row of the source means stands beside it, and what a column is, above it.
    let html = shown_open("年度\t創業者数\t移住者数\nR4目標\t4\t6\nR4実績\t3\t5\n");
    assert_holds(
        &html,
        &[
            "id=\"ke-check-course\"",
            "id=\"ke-check-record-rows\"",
            "行の意味",
            "B列の種類",
            "2行目「R4目標」",
            "ke-check__cell--header",
        ],
    );
    // Two rows each: every column is asked for in both.
    let html = shown_open("指標名\t上段:目標値 下段:実績値\n企業数\t10\n\t12\n店舗数\t5\n\t4\n");
    assert_holds(
        &html,
        &[
            "B列「上段:目標値下段:実績値」の2行目",
            "目標値／実績値",
            "B列から右に、表を繰り返す",
        ],
    );
}
