//! Many drafts side by side: the list, what is done with one, the room that they take, and two tabs.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::rc::Rc;

use kpi_core::assess::assess;
use kpi_evaluator::app::card::Card;
use kpi_evaluator::app::card::Facts;
use kpi_evaluator::app::desk::DeskChange;
use kpi_evaluator::app::draft::Fault;
use kpi_evaluator::app::inputs::Change;
use kpi_evaluator::app::inputs::Inputs;
use kpi_evaluator::app::judging::Field;
use kpi_evaluator::app::keeper::Keeper;
use kpi_evaluator::app::keeper::Kept;
use kpi_evaluator::app::keeper::Opened;
use kpi_evaluator::app::keys;
use kpi_evaluator::app::log::Log;
use kpi_evaluator::app::packed::Packed;
use kpi_evaluator::app::place;
use kpi_evaluator::app::place::Place;
use kpi_evaluator::app::ports::DraftStore;
use kpi_evaluator::app::ports::Faulty;
use kpi_evaluator::app::ports::Memory;
use kpi_evaluator::app::ports::StoreError;
use kpi_evaluator::app::session::Session;
use kpi_evaluator::app::set_aside;
use kpi_evaluator::app::shelf;
use kpi_evaluator::app::vault::Keeping;
use kpi_evaluator::app::vault::Vault;
use kpi_readers::base::place::CellRef;
use kpi_readers::sheet::Content;
use kpi_readers::sheet::Document;
use kpi_report::contract::evaluation;
use kpi_report::i18n::Lang;

fn named(name: &str, text: &str) -> Document {
    Document {
        name: Some(name.to_owned()),
        content: Content::Text(text.to_owned()),
    }
}

fn session(document: Document) -> Session {
    Session::default()
        .step(DeskChange::take(document).into())
        .expect("a document is a change")
}

fn sheet(name: &str) -> Session {
    let text = format!("指標名\t目標\t実績\n{name}の来館者数\t1000\t745\n");
    session(named(&format!("{name}.csv"), &text))
}

fn edited(session: &Session, text: &str) -> Session {
    let at = CellRef {
        sheet: 0,
        row: 1,
        column: 2,
    };
    let text = Some(text.to_owned());
    session.step(Change::Cell { at, text }.into()).expect("a change")
}

/// A page that opened what was open last, at an hour of one day.
fn page(store: &dyn DraftStore, hour: u32) -> (Keeper, Opened) {
    let mut keeper = Keeper::default();
    let opened = keeper.open(store, Some("2026-04-01"));
    keeper.at(Some(format!("2026-04-01T{hour:02}:00")));
    (keeper, opened)
}

#[track_caller]
fn restored(opened: &Opened) -> &Session {
    match opened {
        Opened::Restored(session) => session,
        other => panic!("{other:?}"),
    }
}

/// Drafts of these names, one after the other in one page; the last one is open.
fn filled(store: &dyn DraftStore, names: &[&str]) -> Keeper {
    let (mut keeper, _) = page(store, 8);
    for (n, name) in names.iter().enumerate() {
        if n > 0 {
            keeper.begin(store);
        }
        keeper.at(Some(format!("2026-04-01T{:02}:00", 9 + n)));
        assert_eq!(keeper.keep(store, &sheet(name)), Kept::Saved, "{name}");
    }
    keeper
}

fn titles(store: &dyn DraftStore, open: Place) -> Vec<String> {
    let entries = shelf::entries(store, open).expect("memory lists");
    entries
        .iter()
        .map(|entry| entry.card.title().unwrap_or_default())
        .collect()
}

fn at(number: u32) -> Place {
    Place::Numbered(number)
}

#[test]
fn every_new_draft_has_a_place_of_its_own_and_the_last_one_is_opened_again() {
    let store = Memory::default();
    let keeper = filled(&store, &["甲", "乙", "丙"]);
    assert_eq!(keeper.place(), at(3));
    assert_eq!(titles(&store, at(3)), ["丙", "乙", "甲"]);
    let (mut again, opened) = page(&store, 13);
    assert_eq!(restored(&opened).desk(), sheet("丙").desk());
    for (place, name) in [(1, "甲"), (2, "乙"), (3, "丙")] {
        let opened = again.open_at(&store, at(place), None);
        assert_eq!(restored(&opened).desk(), sheet(name).desk(), "{name}");
        // Looking at it is no change of it.
        assert_eq!(again.keep(&store, restored(&opened)), Kept::Saved);
    }
    assert_eq!(titles(&store, at(3)), ["丙", "乙", "甲"]);
    again.open_at(&store, at(1), None);
    again.at(Some("2026-04-01T14:00".to_owned()));
    assert_eq!(again.keep(&store, &edited(&sheet("甲"), "800")), Kept::Saved);
    assert_eq!(titles(&store, at(1)), ["甲", "丙", "乙"]);
}

#[test]
fn what_nobody_gave_anything_to_has_no_place_in_any_language() {
    let store = Memory::default();
    let mut keeper = filled(&store, &["甲"]);
    keeper.begin(&store);
    let english = Session::new(kpi_evaluator::app::desk::Desk::default(), Lang::En);
    assert_eq!(keeper.keep(&store, &english), Kept::Nothing);
    assert_eq!(titles(&store, keeper.place()), ["甲"]);
    // The next visit begins with nothing too, as the page was left.
    assert_eq!(page(&store, 9).1, Opened::Nothing);
}

#[test]
fn the_list_says_what_was_read_of_a_draft() {
    let store = Memory::default();
    let text = "みほん市総合戦略　令和6年度評価シート\n\n指標名\t目標値\t実績値\n来館者数\t1000\t745\n企業数\t10\t12\n";
    let session = session(Document::pasted(text));
    let (mut keeper, _) = page(&store, 9);
    assert_eq!(keeper.keep(&store, &session), Kept::Saved);
    let document = session.inputs().document.clone().expect("a document");
    let inputs = session.inputs();
    let found = evaluation(
        &assess(&document, &inputs.settings, &inputs.corrections),
        Lang::Ja,
    );
    keeper.note(&store, &document, Facts::of(&found));
    keeper.filed(&store);
    // Who opens it again and reads the same writes nothing.
    let faulty = Faulty::default();
    for key in store.keys() {
        let text = store.load(&key).ok().flatten().unwrap_or_default();
        faulty.save(&key, &text).expect("memory has room");
    }
    faulty.fail_saves(1);
    let (mut again, _) = page(&faulty, 10);
    again.note(&faulty, &document, Facts::of(&found));
    assert_eq!(
        faulty.save("a", "b"),
        Err(StoreError::Unavailable),
        "nothing was saved before"
    );
    let entries = shelf::entries(&store, keeper.place()).expect("memory lists");
    let card = &entries[0].card;
    assert_eq!(card.cities(), ["みほん市"]);
    assert_eq!(card.years(), [2024]);
    assert_eq!(card.kpis(), (2, true));
    assert_eq!(card.sheets.len(), 1);
    assert_eq!(card.changed.as_deref(), Some("2026-04-01T09:00"));
    assert_eq!(card.filed.as_deref(), Some("2026-04-01T09:00"));
    assert!(
        card.title().is_some_and(|title| title.contains("総合戦略")),
        "{card:?}"
    );
    // It is known again after the sheet was closed for a while, and of other sheets it is not said.
    assert_eq!(keeper.keep(&store, &edited(&session, "800")), Kept::Saved);
    assert_eq!(
        Card::of(&store, keeper.place()).map(|card| card.kpis()),
        Ok((2, true))
    );
    for (wanted, is_found) in [
        ("みほん", true),
        ("ミホン 2024", true),
        ("総合戦略 令和5", false),
        ("2025", false),
        ("", true),
    ] {
        assert_eq!(entries[0].has(wanted), is_found, "{wanted}");
    }
}

#[test]
fn a_name_is_given_and_taken_back() {
    let store = Memory::default();
    let mut keeper = filled(&store, &["甲", "乙"]);
    for (name, expected) in [("春の版", "春の版"), ("  秋の版 ", "秋の版"), (" ", "甲")] {
        shelf::rename(&store, at(1), name).expect("memory has room");
        assert_eq!(titles(&store, at(2)), ["乙", expected]);
    }
    shelf::rename(&store, at(2), "開いている").expect("memory has room");
    assert_eq!(keeper.keep(&store, &edited(&sheet("乙"), "1")), Kept::Saved);
    assert_eq!(
        titles(&store, at(2)),
        ["開いている", "甲"],
        "an edit leaves the name"
    );
}

#[test]
fn a_copy_stands_for_itself() {
    let store = Memory::default();
    let mut keeper = filled(&store, &["甲"]);
    let now = Some("2026-04-01T12:00".to_owned());
    let place = shelf::duplicate(&store, at(1), "甲（写し）", now).expect("memory has room");
    assert_eq!(
        (place, titles(&store, at(1))),
        (at(2), vec!["甲（写し）".to_owned(), "甲".to_owned()])
    );
    // The first one goes on without the document: the copy still has it.
    let other = sheet("丙");
    for session in [&other, &edited(&other, "3"), &edited(&other, "4")] {
        assert_eq!(keeper.keep(&store, session), Kept::Saved);
    }
    let mut second = Keeper::default();
    let opened = second.open_at(&store, place, None);
    assert_eq!(restored(&opened).desk(), sheet("甲").desk());
    assert_eq!(
        shelf::duplicate(&store, at(9), "x", None),
        Err(StoreError::Unavailable)
    );
}

#[test]
fn what_is_removed_is_gone_with_its_documents_and_comes_back_whole() {
    let store = Memory::default();
    let keeper = filled(&store, &["甲", "乙", "丙"]);
    shelf::rename(&store, at(2), "春の版").expect("memory has room");
    let before: BTreeMap<_, _> = store
        .keys()
        .into_iter()
        .map(|key| (key.clone(), store.load(&key)))
        .collect();
    let removed = shelf::remove(&store, at(2))
        .expect("memory removes")
        .expect("it is there");
    assert_eq!(titles(&store, keeper.place()), ["丙", "甲"]);
    assert_eq!(store.list(keys::DOCUMENT).map(|keys| keys.len()), Ok(2));
    assert_eq!(shelf::remove(&store, at(2)), Ok(None));
    assert_eq!(shelf::bring_back(&store, &removed), Ok(at(2)));
    let after: BTreeMap<_, _> = store
        .keys()
        .into_iter()
        .map(|key| (key.clone(), store.load(&key)))
        .collect();
    assert_eq!(after, before);
    // Where another one took its place, neither takes the place of the other.
    assert_eq!(shelf::bring_back(&store, &removed), Ok(at(4)));
    assert_eq!(titles(&store, keeper.place()).len(), 4);
}

#[test]
fn a_document_that_another_draft_names_stays_when_one_is_removed() {
    let store = Memory::default();
    filled(&store, &["甲"]);
    let place = shelf::duplicate(&store, at(1), "写し", None).expect("memory has room");
    shelf::remove(&store, at(1)).expect("memory removes");
    let opened = Keeper::default().open_at(&store, place, None);
    assert_eq!(restored(&opened).desk(), sheet("甲").desk());
}

#[test]
fn without_room_nothing_changes_and_nothing_older_is_lost() {
    for spared in 0..4 {
        let store = Faulty::default();
        filled(&store, &["甲", "乙"]);
        let removed = shelf::remove(&store, at(1))
            .expect("it removes")
            .expect("it is there");
        let before: Vec<_> = store.memory.keys();
        store.fail_save_after(spared);
        match shelf::bring_back(&store, &removed) {
            Err(fault) => {
                assert_eq!((spared < 3, fault), (true, StoreError::QuotaExceeded));
                assert_eq!(store.memory.keys(), before, "{spared}");
                assert_eq!(shelf::bring_back(&store, &removed), Ok(at(1)));
            }
            Ok(place) => assert_eq!((place, spared), (at(1), 3)),
        }
        let opened = Keeper::default().open_at(&store, at(1), None);
        assert_eq!(restored(&opened).desk(), sheet("甲").desk());
    }
    let store = Faulty::default();
    filled(&store, &["甲"]);
    for spared in 0..2 {
        let before: Vec<_> = store.memory.keys();
        store.fail_save_after(spared);
        assert_eq!(
            shelf::duplicate(&store, at(1), "写し", None),
            Err(StoreError::QuotaExceeded)
        );
        assert_eq!(store.memory.keys(), before);
    }
}

#[test]
fn a_full_storage_keeps_every_other_draft_and_says_so() {
    let store = Memory::with_quota(3_000);
    let mut keeper = filled(&store, &["甲", "乙"]);
    let before: Vec<_> = [at(1), at(2)]
        .map(|place| store.load(&place.key().expect("a place")))
        .into();
    keeper.begin(&store);
    let large = session(Document::pasted("x".repeat(4_000)));
    assert_eq!(keeper.keep(&store, &large), Kept::Full);
    assert_eq!(keeper.place(), Place::New, "it has no place yet");
    assert_eq!(
        before,
        [at(1), at(2)].map(|place| store.load(&place.key().expect("a place")))
    );
    // Saving goes on once there is room.
    shelf::remove(&store, at(1)).expect("memory removes");
    assert_eq!(keeper.keep(&store, &sheet("丙")), Kept::Saved);
    assert_eq!(titles(&store, keeper.place()), ["丙", "乙"]);
}

#[test]
fn two_tabs_with_two_drafts_leave_each_other_alone_and_with_one_are_asked() {
    let store = Memory::default();
    filled(&store, &["甲", "乙"]);
    let ((mut one, _), (mut other, _)) = (page(&store, 12), page(&store, 13));
    one.open_at(&store, at(1), None);
    for n in 0..3 {
        let figure = n.to_string();
        assert_eq!(one.keep(&store, &edited(&sheet("甲"), &figure)), Kept::Saved);
        assert_eq!(other.keep(&store, &edited(&sheet("乙"), &figure)), Kept::Saved);
    }
    other.open_at(&store, at(1), None);
    assert_eq!(one.keep(&store, &edited(&sheet("甲"), "7")), Kept::Saved);
    assert_eq!(other.keep(&store, &edited(&sheet("甲"), "8")), Kept::Elsewhere);
    let opened = Keeper::default().open_at(&store, at(1), None);
    assert_eq!(restored(&opened).desk(), edited(&sheet("甲"), "7").desk());

    // Both begin a new one at once: each gets a place.
    one.begin(&store);
    other.begin(&store);
    assert_eq!(one.keep(&store, &sheet("丙")), Kept::Saved);
    assert_eq!(other.keep(&store, &sheet("丁")), Kept::Saved);
    assert_ne!(one.place(), other.place());
}

#[test]
fn a_draft_that_another_tab_removed_is_not_written_over_by_a_new_one() {
    let store = Memory::default();
    filled(&store, &["甲", "乙"]);
    let (mut keeper, opened) = page(&store, 12);
    assert_eq!(restored(&opened).desk(), sheet("乙").desk());
    shelf::remove(&store, at(2)).expect("memory removes");
    // What this tab still has is kept where it was.
    assert_eq!(keeper.keep(&store, &edited(&sheet("乙"), "9")), Kept::Saved);
    shelf::remove(&store, at(2)).expect("memory removes");
    assert_eq!(page(&store, 13).1, Opened::Nothing);
    let (mut next, _) = page(&store, 13);
    assert_eq!(next.place(), Place::New);
    assert_eq!(next.keep(&store, &sheet("丙")), Kept::Saved);
    assert_eq!(titles(&store, next.place()), ["丙", "甲"]);
}

#[test]
fn while_it_cannot_be_read_which_draft_is_open_none_is_written() {
    let store = Faulty::default();
    filled(&store, &["甲", "乙"]);
    store.fail_load_of(keys::OPEN);
    let (mut keeper, opened) = page(&store, 12);
    assert_eq!(opened, Opened::Unavailable);
    assert_eq!(keeper.keep(&store, &sheet("丙")), Kept::Elsewhere);
    for (place, name) in [(1, "甲"), (2, "乙")] {
        let opened = Keeper::default().open_at(&store, at(place), None);
        assert_eq!(restored(&opened).desk(), sheet(name).desk());
    }
}

#[test]
fn one_that_cannot_be_read_is_set_aside_and_the_others_are_there() {
    let store = Memory::default();
    filled(&store, &["甲", "乙", "丙"]);
    let key = at(2).key().expect("a place");
    store.save(&key, "{broken").expect("memory has room");
    let mut keeper = Keeper::default();
    assert_eq!(
        keeper.open_at(&store, at(2), Some("2026-04-01")),
        Opened::SetAside(Fault::Unreadable)
    );
    assert_eq!(set_aside::entries(&store).len(), 1);
    assert_eq!(titles(&store, at(2)), ["丙", "甲"]);
    assert_eq!(keeper.keep(&store, &sheet("丁")), Kept::Saved);
    for (place, name) in [(1, "甲"), (3, "丙")] {
        let opened = Keeper::default().open_at(&store, at(place), None);
        assert_eq!(restored(&opened).desk(), sheet(name).desk());
    }
}

#[test]
fn where_nothing_is_kept_drafts_are_there_until_the_page_is_closed() {
    let store = Rc::new(Memory::default());
    let vault = Vault::new(Rc::<Memory>::clone(&store));
    vault.choose(Keeping::NothingForNow);
    filled(&vault, &["甲", "乙"]);
    assert_eq!(titles(&vault, at(2)), ["乙", "甲"]);
    assert!(store.keys().is_empty());
    vault.choose(Keeping::Everything);
    assert_eq!(titles(&*store, at(2)), ["乙", "甲"]);
}

/// One draft of every earlier version in the first place: it opens as before, beside new ones.
#[test]
fn the_single_draft_of_every_earlier_version_is_the_first_of_many() {
    let v2 = BTreeMap::from([
        (
            keys::DRAFT.to_owned(),
            include_str!("../drafts/v2.json").to_owned(),
        ),
        (
            keys::document("0f"),
            include_str!("../drafts/v2-0f.txt").to_owned(),
        ),
        (
            keys::document("1e"),
            include_str!("../drafts/v2-1e.txt").to_owned(),
        ),
    ]);
    let v1 = BTreeMap::from([(
        keys::DRAFT.to_owned(),
        include_str!("../drafts/v1.json").to_owned(),
    )]);
    let texts = |fixture: &str| serde_json::from_str(fixture).expect("texts by key");
    for (version, texts, sheets) in [
        (1, v1, 1),
        (2, v2, 2),
        (3, texts(include_str!("../drafts/v3.json")), 1),
        (4, texts(include_str!("../drafts/v4.json")), 1),
        (5, texts(include_str!("../drafts/v5.json")), 2),
    ] {
        let inner = Rc::new(Memory::default());
        for (key, text) in &texts {
            inner.save(key, text).expect("memory has room");
        }
        let store = Packed::new(Rc::<Memory>::clone(&inner));
        let (mut keeper, opened) = page(&store, 9);
        let found = restored(&opened).clone();
        assert_eq!(found.desk().sheets().len(), sheets, "version {version}");
        let place = keeper.place();
        let entries = shelf::entries(&store, place).expect("memory lists");
        assert!(
            entries.iter().any(|entry| entry.place == place),
            "version {version}"
        );
        keeper.begin(&store);
        assert_eq!(keeper.keep(&store, &sheet("丙")), Kept::Saved);
        let again = Keeper::default().open_at(&store, place, None);
        assert_eq!(restored(&again).desk(), found.desk(), "version {version}");
    }
}

/// Texts as version 5 stores them: two drafts, one of them packed. `KE_WRITE_DRAFTS=1` writes the fixture when it is new.
#[test]
fn two_drafts_of_version_5_are_read() {
    let judged = |session: &Session| {
        let judge = |n: usize| Change::Judge {
            kpi: format!("k{n}"),
            field: Field::Cause,
            text: "天候が悪かったため".to_owned(),
        };
        (1..40).map(judge).fold(session.clone(), |session, change| {
            session.step(change.into()).expect("a change")
        })
    };
    let two = judged(&sheet("乙"))
        .step(DeskChange::take(named("丙.csv", "指標名\t目標\t実績\n企業数\t10\t12\n")).into())
        .expect("a change");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/drafts/v5.json");
    if std::env::var_os("KE_WRITE_DRAFTS").is_some() {
        let memory = Rc::new(Memory::default());
        let store = Packed::new(Rc::<Memory>::clone(&memory));
        let mut keeper = filled(&store, &["甲"]);
        shelf::rename(&store, at(1), "春の版").expect("memory has room");
        keeper.begin(&store);
        assert_eq!(keeper.keep(&store, &two), Kept::Saved);
        let texts: BTreeMap<String, String> = memory
            .keys()
            .into_iter()
            .map(|key| (key.clone(), memory.load(&key).ok().flatten().unwrap_or_default()))
            .collect();
        let text = serde_json::to_string_pretty(&texts).expect("texts");
        std::fs::write(path, format!("{text}\n")).expect("the folder is there");
    }
    let fixture = std::fs::read_to_string(path).expect("a fixture");
    let texts: BTreeMap<String, String> = serde_json::from_str(&fixture).expect("texts by key");
    assert!(
        texts.values().any(|text| text.starts_with("{\"version\":5,")),
        "one is packed"
    );
    let memory = Rc::new(Memory::default());
    for (key, text) in &texts {
        memory.save(key, text).expect("memory has room");
    }
    let store = Packed::new(memory);
    let (mut keeper, opened) = page(&store, 9);
    // It was kept before there was a log.
    let unlogged = two.desk().sheets().iter().map(|inputs| Inputs {
        log: Log::default(),
        ..(**inputs).clone()
    });
    let sheets = restored(&opened)
        .desk()
        .sheets()
        .iter()
        .map(|inputs| (**inputs).clone());
    assert_eq!(sheets.collect::<Vec<_>>(), unlogged.collect::<Vec<_>>());
    assert_eq!(titles(&store, keeper.place()), ["乙", "春の版"]);
    let first = keeper.open_at(&store, place::Place::FIRST, None);
    assert_eq!(restored(&first).desk(), sheet("甲").desk());
}

/// A made-up sheet of `kpis` KPIs as a city would fill it in: names, sections, figures of five years, remarks of two
/// sentences; no two of them alike.
fn realistic(seed: usize, kpis: usize) -> String {
    const FIELDS: [&str; 8] = [
        "子育て",
        "観光",
        "農業",
        "防災",
        "交通",
        "健康づくり",
        "移住",
        "環境",
    ];
    const THINGS: [&str; 9] = [
        "満足度",
        "利用者数",
        "参加者数",
        "相談件数",
        "登録者数",
        "受診率",
        "整備延長",
        "新規就業者数",
        "削減量",
    ];
    const UNITS: [&str; 6] = ["％", "人", "件", "km", "団体", "t"];
    const CAUSES: [&str; 7] = [
        "関係団体との連携が進み、周知の機会が増えたため",
        "天候不順により催しを縮小したため",
        "物価の高騰により申込みが伸び悩んだため",
        "窓口をオンラインにした効果が現れたため",
        "担い手の高齢化が進んでいるため",
        "学校への出前講座を始めたため",
        "近隣の施設が休館していた影響を受けたため",
    ];
    const STEPS: [&str; 6] = [
        "次年度は対象地区を広げて実施する",
        "広報紙とSNSでの周知を強める",
        "関係課と協議の場を設け、実施方法を見直す",
        "補助の要件を緩和し、利用を促す",
        "目標値の見直しを含めて検討する",
        "職員を増やし、受付の体制を整える",
    ];
    let mut state = seed as u64 * 7919 + 17;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    let mut text = String::from(
        "施策\t番号\t指標名\t単位\t基準値\tR2実績\tR3実績\tR4実績\tR5実績\t目標値（R5）\t達成率\t評価\t要因の分析\t今後の方針\t担当課\n",
    );
    for n in 1..=kpis {
        let field = FIELDS[next(FIELDS.len())];
        let thing = THINGS[next(THINGS.len())];
        let target = 40 + next(9_000);
        let actual = target * (50 + next(70)) / 100;
        write!(
            text,
            "{field}の推進\t{n}\t{field}に関する{thing}（第{}区分）\t{}",
            next(40) + 1,
            UNITS[next(6)]
        )
        .expect("a text");
        for _ in 0..4 {
            write!(text, "\t{}.{}", target * (40 + next(60)) / 100, next(10)).expect("a text");
        }
        writeln!(
            text,
            "\t{actual}\t{target}\t{}.{}%\t{}\t{}（前年度比{}.{}%）。{}。このうち{}件は{}地区の分であり、{}。\t{}。あわせて、{}。令和{}年度までに{}件を目安とし、{}。\t{}課",
            actual * 100 / target,
            next(10),
            ["A", "B", "C", "D"][next(4)],
            CAUSES[next(CAUSES.len())],
            60 + next(70),
            next(10),
            CAUSES[next(CAUSES.len())],
            1 + next(900),
            ["東部", "西部", "南部", "北部", "中央"][next(5)],
            CAUSES[next(CAUSES.len())],
            STEPS[next(STEPS.len())],
            STEPS[next(STEPS.len())],
            7 + next(4),
            1 + next(900),
            STEPS[next(STEPS.len())],
            [
                "企画政策",
                "商工観光",
                "子育て支援",
                "農林",
                "危機管理",
                "健康推進"
            ][next(6)],
        )
        .expect("a text");
    }
    text
}

/// Corrected and judged by a person: every KPI has a reason, a cause and a next step of its own.
fn judged(seed: usize, kpis: usize) -> Session {
    let document = named(
        &format!("R{}_KPI評価シート（第{seed}部）.csv", seed % 7 + 1),
        &realistic(seed, kpis),
    );
    let begun = edited(&session(document), &format!("{}", seed * 3 + 1));
    let fields = [
        (Field::Label, "概ね順調"),
        (Field::Reason, "目標値を下回ったが、前年度より改善している"),
        (Field::Cause, "下半期の利用が伸びなかった"),
        (Field::NextStep, "関係課と周知の方法を見直す"),
    ];
    let changes = (1..=kpis).flat_map(|n| fields.map(|(field, text)| (n, field, text)));
    changes.fold(begun, |session, (n, field, text)| {
        let change = Change::Judge {
            kpi: format!("k{n}"),
            field,
            text: format!("{text}（第{seed}部の{n}番、{}件の聞き取りによる）", n * 37 % 211),
        };
        session.step(change.into()).expect("a change")
    })
}

#[test]
fn thirty_sheets_of_a_hundred_kpis_with_comments_fit_into_five_megabytes_twice_over() {
    let memory = Rc::new(Memory::default());
    let store = Packed::new(Rc::<Memory>::clone(&memory));
    let mut keeper = Keeper::default();
    let mut plain = 0;
    for seed in 1..=30 {
        keeper.begin(&store);
        let session = judged(seed, 100);
        plain += kpi_evaluator::app::keeper::texts(&session)
            .expect("it is small")
            .values()
            .map(|text| text.encode_utf16().count())
            .sum::<usize>();
        assert_eq!(keeper.keep(&store, &session), Kept::Saved);
    }
    let entries = shelf::entries(&store, keeper.place()).expect("memory lists");
    assert_eq!(entries.len(), 30);
    let units = shelf::room(&store).expect("memory lists");
    // Some browsers count two bytes for each unit: even there five megabytes are not half full.
    assert!(plain > 1_300_000, "the sheets are of a usual size: {plain}");
    assert!(2 * units < 2_500_000, "{units} units, {plain} unpacked");
    println!("30 sheets: {plain} units unpacked, {units} stored");
    let opened = keeper.open_at(&store, at(7), None);
    assert_eq!(restored(&opened).desk(), judged(7, 100).desk());
}
