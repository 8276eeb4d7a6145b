//! A storage in which anything may stand, and which may refuse any call: what was kept before is never overwritten
//! unread, and the page says that it could not read it.

use std::cell::Cell;
use std::rc::Rc;

use kpi_core::rating::presets;
use kpi_core::rating::rule_set::RuleSet;
use kpi_evaluator::app::desk::{Desk, DeskChange};
use kpi_evaluator::app::inputs::Change;
use kpi_evaluator::app::keeper::{Keeper, Kept, Opened};
use kpi_evaluator::app::packed::Packed;
use kpi_evaluator::app::place::Place;
use kpi_evaluator::app::ports::{DraftStore, Memory, StoreError};
use kpi_evaluator::app::session::Session;
use kpi_evaluator::app::vault::{Keeping, Vault};
use kpi_evaluator::app::{forms, keys, rule_sets, set_aside, shelf, typed};
use kpi_readers::base::place::CellRef;
use kpi_readers::sheet::Document;

/// Numbers that are the same on every machine (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n.max(1)).unwrap()).unwrap()
    }

    /// Bytes as a storage gives them back: whatever is no character is a replacement.
    fn bytes(&mut self, n: usize) -> String {
        let bytes: Vec<u8> = (0..n).map(|_| self.next().to_le_bytes()[0]).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

fn session(name: &str) -> Session {
    let text = format!("指標名\t単位\t目標値（R5）\t実績値（R5）\n{name}\t人\t1000\t850\n");
    let document = Document {
        name: Some(format!("{name}.csv")),
        ..Document::pasted(text)
    };
    let corrected = Change::Cell {
        at: CellRef {
            sheet: 0,
            row: 1,
            column: 3,
        },
        text: Some("870".to_owned()),
    };
    Session::default()
        .step(DeskChange::take(document).into())
        .and_then(|session| session.step(corrected.into()))
        .expect("two changes")
}

/// The page's way to a storage.
fn vault(store: &Rc<dyn DraftStore>) -> Vault {
    Vault::new(Rc::new(Packed::new(Rc::clone(store))))
}

/// Two drafts, the second one open, with a rule set, a form and something typed: a text under every key that there is.
fn filled() -> Memory {
    let store = Rc::new(Memory::default());
    let vault = vault(&(Rc::clone(&store) as Rc<dyn DraftStore>));
    let mut keeper = Keeper::default();
    keeper.open(&vault, None);
    keeper.at(Some("2026-04-01T09:00".to_owned()));
    assert_eq!(keeper.keep(&vault, &session("甲")), Kept::Saved);
    keeper.begin(&vault);
    assert_eq!(keeper.keep(&vault, &session("乙")), Kept::Saved);
    let own = RuleSet {
        id: "own".to_owned(),
        ..presets::find("plain").unwrap()
    };
    rule_sets::put(&vault, &own).expect("there is room");
    forms::keep(&vault, &forms::Forms::default()).expect("there is room");
    vault.save(keys::TYPED, "{}").expect("there is room");
    vault.settle(Box::new(|| {}));
    let copy = Memory::default();
    for key in store.keys() {
        copy.save(&key, &store.load(&key).unwrap().unwrap())
            .expect("there is room");
    }
    copy
}

/// Everything that the page reads as it opens, and then a change that is kept.
fn visit(store: &Rc<dyn DraftStore>) -> (Opened, Kept) {
    let vault = vault(store);
    let mut keeper = Keeper::default();
    let opened = keeper.open(&vault, Some("2026-04-01"));
    let _ = (rule_sets::load(&vault), forms::open(&vault));
    let _ = typed::Typed::open(&vault, keeper.place());
    let _ = shelf::entries(&vault, keeper.place());
    for entry in set_aside::entries(&vault) {
        let _ = set_aside::open(&vault, &entry.key);
    }
    let begun = opened.session().cloned().unwrap_or_default();
    let other = Document::pasted("指標名\t目標値\t実績値\n丙\t10\t12\n");
    let changed = begun.step(DeskChange::take(other).into()).expect("a change");
    let kept = keeper.keep(&vault, &changed);
    (opened, kept)
}

/// The desk of a draft, if it opens whole.
fn desk(store: &Rc<dyn DraftStore>, place: Place) -> Option<Rc<Desk>> {
    match Keeper::default().open_at(&vault(store), place, None) {
        Opened::Restored(session) => Some(Rc::clone(session.desk())),
        _ => None,
    }
}

/// What a text becomes: nothing, bytes of chance, itself with a place changed, cut or doubled, JSON of another shape.
fn spoilt(text: &str, chance: &mut Chance) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let changed = |chance: &mut Chance| {
        let mut letters = letters.clone();
        let at = chance.below(letters.len());
        if let Some(letter) = letters.get_mut(at) {
            *letter = if *letter == '#' { '%' } else { '#' };
        }
        letters.into_iter().collect::<String>()
    };
    let mut texts = vec![
        String::new(),
        "null".to_owned(),
        "[]".to_owned(),
        "{\"version\":4,\"sheets\":7}".to_owned(),
        "\u{0}".repeat(9),
        format!("{text}{text}"),
    ];
    for length in [1, 40, 3000] {
        texts.push(chance.bytes(length));
    }
    for _ in 0..4 {
        texts.push(changed(chance));
        let end = chance.below(letters.len());
        texts.push(letters.iter().take(end).collect());
    }
    texts.retain(|other| other != text);
    texts
}

#[test]
fn whatever_stands_under_a_key_nothing_older_is_overwritten_and_it_is_said() {
    let whole = filled();
    let kept = whole.keys();
    // Drafts, what the list says of each, documents, the open one, what is typed, rule sets, forms.
    assert!(kept.len() >= 9, "{kept:?}");
    let (first, second) = (session("甲"), session("乙"));
    let mut chance = Chance(0x5EED_2026);
    let mut n = 0;
    for spoiled in &kept {
        let text = whole.load(spoiled).unwrap().unwrap();
        for bad in spoilt(&text, &mut chance) {
            n += 1;
            let memory = Rc::new(Memory::default());
            for key in &kept {
                let text = whole.load(key).unwrap().unwrap();
                let text = if key == spoiled { &bad } else { &text };
                memory.save(key, text).expect("there is room");
            }
            let store: Rc<dyn DraftStore> = Rc::<Memory>::clone(&memory);
            let (opened, now) = visit(&store);
            let told = format!("{spoiled} ← {bad:?}: {opened:?}, {now:?}");
            // What was there is there still, in its place or set aside, unless it says nothing that is not elsewhere.
            let is_derived = [keys::CARD, keys::OPEN, keys::JOURNAL, keys::TYPED]
                .iter()
                .any(|beginning| spoiled.starts_with(beginning));
            let is_there = memory.keys().iter().any(|key| {
                let text = memory.load(key).unwrap().unwrap();
                text == bad || text.contains(&bad) || unpacked_holds(&store, key, &bad)
            });
            assert!(is_derived || is_there || bad.is_empty(), "{told}");
            // The draft that was not touched is whole: the one that was open has what was put beside it.
            let desks = [1, 2].map(|number| desk(&store, Place::Numbered(number)));
            let holds = |desk: &Option<Rc<Desk>>, session: &Session| {
                desk.as_ref()
                    .is_some_and(|desk| desk.sheets().first() == session.desk().sheets().first())
            };
            let survivors = usize::from(holds(&desks[0], &first)) + usize::from(holds(&desks[1], &second));
            assert!(survivors >= 1, "{told}");
            let is_of_a_draft = *spoiled == keys::DRAFT
                || spoiled.starts_with(keys::NUMBERED)
                || spoiled.starts_with(keys::DOCUMENT);
            assert!(is_of_a_draft || survivors == 2, "{told}");
            // Where the open draft could not be read whole, that is said.
            if !holds(&desks[1], &second) {
                assert!(!matches!(opened, Opened::Restored(_) | Opened::Nothing), "{told}");
            }
            assert!(
                !matches!(now, Kept::Nothing | Kept::Full | Kept::TooLarge),
                "{told}"
            );
        }
    }
    assert!(n > 120, "{n} texts");
}

/// A text that was packed before it was set aside.
fn unpacked_holds(store: &Rc<dyn DraftStore>, key: &str, text: &str) -> bool {
    let packed = Packed::new(Rc::clone(store));
    packed
        .load(key)
        .ok()
        .flatten()
        .is_some_and(|there| there.contains(text))
}

/// A store one of whose calls is refused, as browsers do.
struct Refusing {
    memory: Memory,
    loads: Cell<usize>,
    /// The load that is refused, from 1.
    refused: usize,
}

impl DraftStore for Refusing {
    fn load(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.loads.set(self.loads.get() + 1);
        if self.loads.get() == self.refused {
            return Err(StoreError::Unavailable);
        }
        self.memory.load(key)
    }

    fn save(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.memory.save(key, text)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.memory.remove(key)
    }

    fn list(&self, beginning: &str) -> Result<Vec<String>, StoreError> {
        self.memory.list(beginning)
    }
}

#[test]
fn whichever_read_is_refused_no_draft_is_overwritten_unread() {
    let (first, second) = (session("甲"), session("乙"));
    let mut n_calls = usize::MAX;
    let mut refused = 0;
    while refused <= n_calls {
        refused += 1;
        let store = Rc::new(Refusing {
            memory: filled(),
            loads: Cell::default(),
            refused,
        });
        let shared: Rc<dyn DraftStore> = Rc::<Refusing>::clone(&store);
        let before = store.memory.load(keys::DRAFT).unwrap();
        let (opened, kept) = visit(&shared);
        n_calls = store.loads.get();
        let told = format!("read {refused} of {n_calls}: {opened:?}, {kept:?}");
        assert!(
            matches!(opened, Opened::Restored(_) | Opened::Unavailable),
            "{told}"
        );
        assert_eq!(store.memory.load(keys::DRAFT).unwrap(), before, "{told}");
        assert_eq!(vault(&shared).keeping(), Keeping::Everything, "{told}");
        let own = |number: u32, session: &Session| {
            desk(&shared, Place::Numbered(number))
                .is_some_and(|desk| desk.sheets().first() == session.desk().sheets().first())
        };
        // The open one is in its place, with or without what was put beside it; the other one as it was.
        assert!(own(1, &first) && own(2, &second), "{told}");
        if kept == Kept::Saved && opened.session().is_some() {
            let sheets = desk(&shared, Place::Numbered(2)).map(|desk| desk.sheets().len());
            assert_eq!(sheets, Some(2), "{told}");
        }
        // What was not kept is said to be at risk, or asked about.
        assert!(kept == Kept::Saved || kept.is_at_risk(), "{told}");
    }
    assert!(n_calls > 10, "{n_calls} reads");
}
