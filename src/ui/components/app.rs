//! The whole page.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::copy::Inside;
use crate::app::desk::Desk;
use crate::app::desk::DeskChange;
use crate::app::history;
use crate::app::inputs::Inputs;
use crate::app::keeper::Kept;
use crate::app::ports::ChosenFile;
use crate::app::ports::Dragged;
use crate::app::session::Action;
use crate::app::session::Session;
use crate::app::surroundings::Ports;
use crate::app::vault::Keeping;
use crate::ui::components::banner::Banner;
use crate::ui::components::busy::Busy;
use crate::ui::components::copy_dialog::CopyDialog;
use crate::ui::components::copy_dialog::Publisher;
use crate::ui::components::copy_note::CopyNote;
use crate::ui::components::draft_list::DraftList;
use crate::ui::components::embed_dialog::EmbedDialog;
use crate::ui::components::footer::Footer;
use crate::ui::components::header::Header;
use crate::ui::components::intake::Intake;
use crate::ui::components::keeping::DiskNote;
use crate::ui::components::keeping::UnknownChoice;
use crate::ui::components::kept_session::use_kept_session;
use crate::ui::components::other_tab::OtherTab;
use crate::ui::components::refusals::Refusals;
use crate::ui::components::set_aside::SetAside;
use crate::ui::components::sheets::Sheets;
use crate::ui::components::status::Status;
use crate::ui::components::storage_faults::StorageFaults;
use crate::ui::components::storage_faults::Unreadable;
use crate::ui::components::toolbar::Toolbar;
use crate::ui::home::Home;
use crate::ui::home::use_home;
use crate::ui::hooks::AT_ONCE;
use crate::ui::hooks::Act;
use crate::ui::hooks::Work;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_reading;
use crate::ui::hooks::use_words;
use crate::ui::judging::context::Judged;
use crate::ui::judging::context::use_assessed;
use crate::ui::openings;
use crate::ui::openings::Event;
use crate::ui::openings::Openings;
use crate::ui::openings::Wanted;
use crate::ui::openings::use_openings;
use crate::ui::output::dialog::OutputDialog;
use crate::ui::reading::Reading;
use crate::ui::reading::Shared;
use crate::ui::results::workspace::ResultView;
use crate::ui::typing::Typing;
use crate::ui::view::Step;
use crate::ui::way::left::Way;
use crate::ui::way::place::Going;
use crate::ui::way::place::Place;
use crate::ui::way::place::document_key;
use crate::ui::way::place::use_place;
use crate::ui::years::earlier::OnDesk;
use kpi_report::contract::v1;
use kpi_report::contract::v1::Severity;
use kpi_report::i18n::Lang;
use kpi_report::i18n::candidates;
use kpi_report::i18n::intake;
use kpi_report::i18n::keeping;
use kpi_report::i18n::page::Messages;
use kpi_report::i18n::page::messages;
use kpi_report::i18n::set_aside;
use kpi_report::tasks::protocol::FileChoice;

/// The id of the main landmark, where the skip link leads.
const MAIN: &str = "ke-main";

/// Props of [`App`].
#[derive(Clone, Properties, PartialEq)]
pub struct AppProps {
    /// The surroundings.
    pub ports: Ports,
    /// The copy that the page is.
    #[prop_or_default]
    pub inside: Option<Rc<Inside>>,
}

/// The page: opens the draft, owns the store and hands out the three contexts (how to act, the language, the ports).
///
/// Contract: one skip link, the landmarks banner, main and contentinfo, and the one live region.
#[component]
pub fn App(props: &AppProps) -> Html {
    let inside = &props.inside;
    let life = use_kept_session(&props.ports, |found| match found {
        Some(session) => session.clone(),
        None => inside
            .as_ref()
            .map_or_else(Session::default, |inside| inside.session()),
    });
    let session = &life.store.0;
    let lang = session.lang();
    {
        let page = Rc::clone(&props.ports.page);
        use_effect_with(lang, move |lang| {
            page.speak(lang.tag(), messages(*lang).page_title);
        });
    }
    let is_readonly = inside.as_ref().is_some_and(|inside| inside.is_readonly());
    let home = Home {
        editable: !is_readonly,
        keeps: inside.as_ref().is_none_or(|inside| inside.keeps()),
        ..Home::default()
    };
    let note = inside.clone().map(|inside| {
        html! {
            <CopyNote {inside} desk={Rc::clone(session.desk())} continued={life.opened.session().is_some()} />
        }
    });
    let on_choose = use_callback(
        (props.ports.clone(), life.keeping.setter()),
        |wanted, (ports, keeping)| choose(wanted, ports, keeping),
    );
    let on_erased = {
        let inside = inside.clone();
        // What stands in a copy stays there; it is shown as it was sent.
        life.on_erased(&props.ports, move || {
            inside
                .as_ref()
                .map_or_else(|| Session::new(Desk::default(), lang), |inside| inside.session())
        })
    };
    html! {
        <ContextProvider<Ports> context={life.ports.clone()}>
            <ContextProvider<Lang> context={lang}>
                <ContextProvider<Home> context={home}>
                    <ContextProvider<Act> context={Act(life.store.dispatcher())}>
                    <ContextProvider<Typing> context={life.typing.clone()}>
                        <a class="ke-skip" href={format!("#{MAIN}")}>{ messages(lang).skip }</a>
                        <Header>
                            // A copy is one draft.
                            if inside.is_none() {
                                <DraftList key={life.erasures.to_string()} switching={life.switching.clone()} kept={life.kept} />
                            }
                        </Header>
                        <Workspace key={format!("{}-{}", *life.erasures, life.switching.turn)} session={Rc::new(session.clone())} kept={life.kept}
                            keeping={*life.keeping} other_tab={life.elsewhere.asked}
                            on_other_tab={life.elsewhere.choose.clone()} restored={life.is_restored()}
                            unreadable={Unreadable::of(&life.opened)} is_typed={life.is_typed}
                            turn={life.erasures.wrapping_add(life.switching.turn)}
                            on_reading={life.on_reading.clone()} {note} />
                        <Footer keeping={*life.keeping} {on_choose} {on_erased} />
                    </ContextProvider<Typing>>
                    </ContextProvider<Act>>
                </ContextProvider<Home>>
            </ContextProvider<Lang>>
        </ContextProvider<Ports>>
    }
}

fn choose(wanted: Keeping, ports: &Ports, keeping: &UseStateSetter<Keeping>) {
    ports.drafts.choose(wanted);
    if ports.drafts.keeping() == Keeping::Nothing {
        // It holds no data, but it would stay on the PC. If it cannot be dropped now, the next visit does it.
        ports.delivery.forget(Box::new(|_| ()));
    }
    keeping.set(ports.drafts.keeping());
}

#[derive(Properties, PartialEq)]
pub(super) struct WorkspaceProps {
    pub(super) session: Rc<Session>,
    pub(super) kept: Kept,
    pub(super) keeping: Keeping,
    pub(super) restored: bool,
    pub(super) unreadable: Option<Unreadable>,
    /// What was typed and not left before the page was gone was done now.
    #[prop_or_default]
    pub(super) is_typed: bool,
    /// The how-manieth it is of the page, from 0: the page's address says where the first one begins.
    #[prop_or_default]
    pub(super) turn: u32,
    /// Another tab kept something else: nothing is kept until a person chooses.
    #[prop_or_default]
    pub(super) other_tab: bool,
    /// The choice: `true` takes the other tab's state.
    #[prop_or_default]
    pub(super) on_other_tab: Callback<bool>,
    /// Hears of every reading that is complete.
    #[prop_or_default]
    pub(super) on_reading: Callback<Rc<Reading>>,
    /// What the page says of itself before all else.
    #[prop_or_default]
    pub(super) note: Option<Html>,
}

/// The main part: intake, toolbar, result.
#[component]
pub(super) fn Workspace(props: &WorkspaceProps) -> Html {
    let (words, home) = (use_words(), use_home());
    let session = &props.session;
    let inputs = session.inputs();
    let lang = session.lang();
    let assessed = use_assessed(inputs);
    let (work, again) = use_reading(&assessed, lang);
    let reading = work.reading.clone();
    let openings = use_openings(session.desk(), lang);
    let over = use_dragging(&openings);
    let said = use_state(|| None::<AttrValue>);
    {
        // What was said about an earlier state, or in the other language, no longer holds.
        let said = said.clone();
        use_effect_with((Rc::clone(inputs), session.lang()), move |_| said.set(None));
    }
    use_told(&work, &props.on_reading);
    use_hold(props.other_tab || props.kept.is_at_risk() && inputs.document.is_some());
    let typing = use_context::<Typing>();
    // What was typed before the page was gone is in the field for pasting.
    let is_pasting = typing.is_some_and(|typing| typing.paste().is_some());
    let place = use_place(session.desk(), props.turn == 0, is_pasting);
    let step = if inputs.document.is_some() {
        place.address.step
    } else {
        Step::TakeIn
    };
    let on_step = place.go.reform(Going::To);
    // An empty page asks for nothing by itself.
    let asked = |other| (place.address.step == other).then_some(place.turn);
    let on_say = use_callback(said.clone(), |text: AttrValue, said| said.set(Some(text)));
    let work_words = (*said)
        .clone()
        .unwrap_or_else(|| work_said(words, lang, &openings, &work));
    let document = inputs.document.clone();
    let known = document
        .as_ref()
        .and_then(|document| openings.known(document))
        .cloned();
    let on_files = {
        let openings = openings.dispatcher();
        Callback::from(move |files| openings.dispatch(wanted(files)))
    };
    let instead = sheets_of(session.desk(), &openings, known.as_ref());
    let on_reread = {
        let (openings, file) = (
            openings.dispatcher(),
            known.as_ref().map(|known| known.file.clone()),
        );
        Callback::from(move |choice: FileChoice| {
            if let Some(file) = file.clone() {
                openings.dispatch(Event::Want(vec![Wanted {
                    file,
                    choice,
                    instead: instead.clone(),
                }]));
            }
        })
    };
    let stop_opening = {
        let openings = openings.dispatcher();
        Callback::from(move |_| openings.dispatch(Event::Stop))
    };
    let on_dismiss = {
        let openings = openings.dispatcher();
        Callback::from(move |_| openings.dispatch(Event::Dismiss))
    };
    let stop_reading = {
        let act = use_act();
        let open = session.desk().open();
        let (undo, close) = (
            Action::Step(history::Step::Undo),
            Action::from(DeskChange::Close(open)),
        );
        // What was there before; a sheet out of a draft has no before.
        let action = if session.history().can_undo() { undo } else { close };
        Callback::from(move |_| act.emit(action.clone()))
    };
    let intake_words = intake::words(lang);
    let draft = if home.keeps {
        draft_said(words, props.kept, props.restored, lang)
    } else {
        AttrValue::default()
    };
    let publication = use_ports().publication;
    let publication = publication.filter(|_| home.editable && document.is_some());
    let status = html! { <Status work={work_words} {draft} /> };
    let content = html! {
        <>
            // A guest's readers look at a result; the way to it is its host's.
            if home.editable && !home.guest {
                <Way now={step} reading={reading.clone().map(Shared)} inputs={Rc::clone(inputs)} on_step={on_step.clone()} />
            }
            { for props.note.clone() }
            if home.keeps {
                if props.other_tab {
                    <OtherTab on_choose={props.on_other_tab.clone()} on_say={on_say.clone()} />
                }
                <StorageFaults unreadable={props.unreadable.clone()} kept={props.kept} />
                if props.is_typed {
                    <Banner severity={Severity::Info} heading={set_aside::words(lang).typed_heading}>
                        <p>{ set_aside::words(lang).typed }</p>
                    </Banner>
                }
                <UnknownChoice keeping={props.keeping} />
                <SetAside kept={props.kept} on_say={on_say.clone()} />
                <DiskNote keeping={props.keeping} />
            }
            <Refusals refused={openings.refused.clone()} said={openings.said.clone()} {on_dismiss} />
            <Sheets desk={Rc::clone(session.desk())} />
            <div class="ke-bar">
                if home.editable {
                    <Intake document={document.clone()} {known} asked={asked(Step::TakeIn)} on_ask={on_step.reform(|()| Step::TakeIn)}
                        {on_files} {on_reread} on_say={on_say.clone()} />
                }
                if home.guest {
                    { status.clone() }
                }
                if home.editable {
                <Toolbar can_undo={session.history().can_undo()} can_redo={session.history().can_redo()}
                    can_reset={**session.desk() != Desk::default()} />
                }
                // What hands the result out stands here.
                <div class="ke-bar__out">
                    if let Some(reading) = reading.as_ref().filter(|reading| !home.guest && !reading.evaluation.kpis.is_empty()) {
                        <OutputDialog desk={Rc::clone(session.desk())} reading={Rc::clone(reading)} asked={asked(Step::HandOut)}
                            on_ask={on_step.reform(|()| Step::HandOut)} on_leave={place.go.reform(|()| Going::Left)} />
                    }
                    if let Some(reading) = reading.clone().filter(|reading| is_embeddable(reading, home)) {
                        <EmbedDialog {reading} />
                    }
                    if let Some(publication) = publication {
                        <CopyDialog publisher={Publisher(publication)} session={Rc::clone(session)} reading={reading.clone()} />
                    }
                </div>
            </div>
            if let Some((file, n, of, progress)) = openings.current() {
                <Busy {progress} file={(file.name.clone(), n, of)} on_stop={stop_opening} />
            } else if let Some(progress) = work.progress {
                <Busy {progress} on_stop={stop_reading} />
            }
            if work.broken {
                <Banner severity={Severity::Error} heading={intake_words.broken}>
                    <button type="button" class="ke-button ke-button--outline" onclick={again.reform(|_| ())}>
                        { intake_words.again }
                    </button>
                </Banner>
            }
            if over {
                <div class="ke-drop" aria-hidden="true"><p>{ intake_words.drop_here }</p></div>
            }
            if let Some(reading) = reading {
                <ContextProvider<Judged> context={Judged(Rc::clone(inputs))}>
                <ContextProvider<OnDesk> context={OnDesk(Rc::clone(session.desk()))}>
                <ContextProvider<Place> context={place.clone()}>
                    <ResultView key={document_key(session.desk(), session.desk().open())} reading={Shared(reading)}
                        fresh={session.history().can_undo() || session.history().can_redo()} {on_say} />
                </ContextProvider<Place>>
                </ContextProvider<OnDesk>>
                </ContextProvider<Judged>>
            }
            // Always in sight: it stays at the foot of the window.
            if !home.guest {
                { status }
            }
        </>
    };
    if home.guest {
        html! { <div class="ke-main" id={MAIN} tabindex="-1">{ content }</div> }
    } else {
        html! { <main class="ke-main" id={MAIN} tabindex="-1">{ content }</main> }
    }
}

/// The result can be put on somebody's own page: it is one of a page of its own, and holds something.
fn is_embeddable(reading: &Reading, home: Home) -> bool {
    home.editable && !home.guest && !reading.evaluation.kpis.is_empty()
}

/// Tells a reading once it is complete.
#[hook]
fn use_told(work: &Work, on_reading: &Callback<Rc<Reading>>) {
    let complete = work
        .reading
        .clone()
        .filter(|_| work.progress.is_none() && !work.broken);
    let told = use_mut_ref(|| None::<Rc<Reading>>);
    let on_reading = on_reading.clone();
    use_effect(move || {
        let Some(reading) = complete else { return };
        let is_new = told
            .borrow()
            .as_ref()
            .is_none_or(|last| !Rc::ptr_eq(last, &reading));
        if is_new {
            *told.borrow_mut() = Some(Rc::clone(&reading));
            on_reading.emit(reading);
        }
    });
}

/// Asks before the page is closed while the work would be lost with it.
#[hook]
fn use_hold(at_risk: bool) {
    let ports = use_ports();
    use_effect_with(at_risk, move |at_risk| {
        let guard = at_risk.then(|| ports.page.hold());
        move || drop(guard)
    });
}

/// The files that are dropped or pasted anywhere are wanted; says whether some are dragged over the page.
#[hook]
fn use_dragging(openings: &UseReducerHandle<Openings>) -> bool {
    let page = use_ports().page;
    let over = use_state_eq(|| false);
    let (setter, openings) = (over.setter(), openings.dispatcher());
    use_effect_with((), move |()| {
        let guard = page.on_files(Rc::new(move |dragged| {
            setter.set(dragged == Dragged::Over);
            if let Dragged::Here(files) = dragged {
                openings.dispatch(wanted(files));
            }
        }));
        move || drop(guard)
    });
    *over
}

/// The sheets that came from the same file as `known`.
fn sheets_of(desk: &Desk, openings: &Openings, known: Option<&openings::Known>) -> Vec<usize> {
    let is_same = |inputs: &Rc<Inputs>| {
        let other = inputs
            .document
            .as_ref()
            .and_then(|document| openings.known(document));
        other
            .zip(known)
            .is_some_and(|(other, known)| other.file == known.file)
    };
    let sheets = desk.sheets().iter().enumerate();
    sheets
        .filter(|(_, inputs)| is_same(inputs))
        .map(|(index, _)| index)
        .collect()
}

/// Files that nothing was said of yet.
fn wanted(files: Vec<ChosenFile>) -> Event {
    let files = files.into_iter().map(|file| Wanted {
        file,
        choice: FileChoice::default(),
        instead: Vec::new(),
    });
    Event::Want(files.collect())
}

/// The file takes longer to be read than a blink.
fn is_large(file: &ChosenFile) -> bool {
    usize::try_from(file.size).unwrap_or(usize::MAX) > AT_ONCE
}

fn work_said(words: &'static Messages, lang: Lang, openings: &Openings, work: &Work) -> AttrValue {
    match &work.reading {
        // Only work on large sheets is done in the background, and only opened files may be small.
        _ if openings.current().is_some_and(|(file, ..)| !is_large(file)) => words.busy_small.into(),
        _ if work.progress.is_some() || openings.current().is_some() => words.busy.into(),
        _ if !openings.refused.is_empty() => {
            let refused: Vec<_> = openings
                .refused
                .iter()
                .map(|refusal| refusal.message.as_str())
                .collect();
            refused.join(" ").into()
        }
        None => words.nothing_yet.into(),
        Some(reading) => {
            let found = &reading.evaluation;
            let left = Some(found.candidates.len()).filter(|n| *n > 0);
            let left = left.map(candidates::words(lang).left);
            let said = match (&left, found.kpis.is_empty()) {
                (None, true) => Some(words.nothing_found.to_owned()),
                (Some(_), true) => None,
                (_, false) => Some(summary_said(words, &found.summary)),
            };
            let said: Vec<String> = said.into_iter().chain(left).collect();
            said.join(" ").into()
        }
    }
}

fn summary_said(words: &Messages, summary: &v1::Summary) -> String {
    let counts = v1::Standing::ALL
        .iter()
        .map(|&standing| ((words.standing)(standing), summary.count(standing)));
    let told: Vec<_> = counts.filter(|(_, count)| *count > 0).collect();
    (words.summary_said)(summary.kpis, &told, summary.mismatches)
}

fn draft_said(words: &'static Messages, kept: Kept, restored: bool, lang: Lang) -> AttrValue {
    match kept {
        Kept::Nothing if restored => words.draft_restored.into(),
        Kept::Nothing => AttrValue::default(),
        Kept::Saving => words.draft_saving.into(),
        Kept::Saved => words.draft_saved.into(),
        Kept::NotWanted => keeping::words(lang).by_choice.into(),
        Kept::Unavailable | Kept::Full | Kept::TooLarge | Kept::Blocked | Kept::Elsewhere => {
            words.draft_at_risk.into()
        }
    }
}
