//! The KPIs of one section.

use std::rc::Rc;

use yew::prelude::*;

use crate::i18n::page::SHEETS;
use crate::ui::components::kpi_rows::KpiRows;
use crate::ui::components::place_link::Jump;
use crate::ui::hooks::use_words;
use crate::ui::outline::Group;
use crate::ui::reading::Reading;
use crate::ui::view::table_id;

/// Props of [`KpiTable`].
#[derive(Properties)]
pub struct KpiTableProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// The KPIs.
    pub group: Group,
    /// The KPI that was gone to.
    pub marked: Option<usize>,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

impl PartialEq for KpiTableProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && self.group == other.group
            && self.marked == other.marked
            && self.on_jump == other.on_jump
            && self.on_say == other.on_say
    }
}

/// A table of KPIs under the same headings.
///
/// Contract: a table with a caption (the headings) and column headers; every KPI is a row group with a row header. On
/// narrow screens it is laid out as cards: the roles are written out, because browsers drop them with the layout.
#[component]
pub fn KpiTable(props: &KpiTableProps) -> Html {
    let words = use_words();
    let caption = if props.group.section.is_empty() {
        words.without_section.to_owned()
    } else {
        props.group.section.join(words.section_joint)
    };
    let lang = (!props.group.section.is_empty()).then_some(SHEETS);
    let id = props
        .group
        .table
        .filter(|_| props.group.begins_table)
        .map(table_id);
    html! {
        <div class="ke-scroll" id={id} tabindex="0" role="group" aria-label={caption.clone()}>
            <table class="ke-table" role="table">
                <caption class="ke-table__caption" lang={lang}>{ caption }</caption>
                <thead class="ke-table__head" role="rowgroup">
                    <tr role="row">
                        { for words.columns.into_iter().filter(|(kind, _)| *kind != "label" || props.reading.has_labels()).enumerate().map(|(index, (kind, name))| html! {
                            <th key={index} scope="col" role="columnheader" class={format!("ke-col ke-col--{kind}")}>
                                { name }
                            </th>
                        }) }
                    </tr>
                </thead>
                { for props.group.kpis.iter().filter_map(|index| {
                    let kpi = props.reading.evaluation.kpis.get(*index)?;
                    Some(html! {
                        <KpiRows key={kpi.id.clone()} reading={Rc::clone(&props.reading)} index={*index}
                            marked={props.marked == Some(*index)} on_jump={props.on_jump.clone()}
                            on_say={props.on_say.clone()} />
                    })
                }) }
            </table>
        </div>
    }
}
