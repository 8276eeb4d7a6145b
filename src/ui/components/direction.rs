//! Which way a KPI should go.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::session::Action;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use kpi_report::contract::v1::Direction;
use kpi_report::contract::v1::DirectionFrom;

/// The directions that a person can choose.
pub const DIRECTIONS: [Direction; 3] = [Direction::Increase, Direction::Decrease, Direction::Maintain];

/// Props of [`DirectionEditor`].
#[derive(Properties, PartialEq)]
pub struct DirectionEditorProps {
    /// The beginning of the ids.
    pub id: AttrValue,
    /// Id of the KPI.
    pub kpi: AttrValue,
    /// The direction now.
    pub direction: Direction,
    /// How it is known.
    pub from: DirectionFrom,
}

/// Chooses or confirms the direction of a KPI.
///
/// Contract: a labelled select that counts at once; where the direction was assumed, a button that confirms it, and where
/// a person chose it, one that leaves it to the sheet again.
#[component]
pub fn DirectionEditor(props: &DirectionEditorProps) -> Html {
    let words = use_words();
    let act = use_act();
    let ports = use_ports();
    let choose = {
        let (act, kpi) = (act, props.kpi.to_string());
        Callback::from(move |direction: Option<String>| {
            act.emit(Action::from(Change::Direction {
                kpi: kpi.clone(),
                direction,
            }));
        })
    };
    let onchange = {
        let choose = choose.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                choose.emit(Some(select.value()).filter(|direction| !direction.is_empty()));
            }
        })
    };
    let select = format!("{}-direction", props.id);
    // The buttons go away when they are pressed: the focus goes to the select.
    let press = {
        let select = select.clone();
        move |direction: Option<String>| {
            let (ports, choose, select) = (ports.clone(), choose.clone(), select.clone());
            Callback::from(move |_| {
                ports.page.reveal(&select);
                choose.emit(direction.clone());
            })
        }
    };
    let confirm = press(Some(props.direction.id().to_owned()));
    let revoke = press(None);
    let known = DIRECTIONS.contains(&props.direction);
    html! {
        <div class="ke-field">
            <label class="ke-field__label" for={select.clone()}>{ words.direction }</label>
            <div class="ke-field__row">
                <select class="ke-select" id={select} {onchange}>
                    if !known {
                        <option value="" selected=true>{ (words.direction_word)(props.direction) }</option>
                    }
                    { for DIRECTIONS.into_iter().map(|direction| html! {
                        <option key={direction.id()} value={direction.id()} selected={props.direction == direction}>
                            { (words.direction_word)(direction) }
                        </option>
                    }) }
                </select>
                <span class="ke-support">{ (words.direction_from)(props.from) }</span>
                if props.from == DirectionFrom::Assumed && known {
                    <button type="button" class="ke-button ke-button--outline ke-button--small" onclick={confirm}>
                        { words.confirm }
                    </button>
                }
                if props.from == DirectionFrom::User {
                    <button type="button" class="ke-button ke-button--text ke-button--small" onclick={revoke}>
                        { words.revoke }
                    </button>
                }
            </div>
        </div>
    }
}
