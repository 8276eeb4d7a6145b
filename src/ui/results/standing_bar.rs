//! How KPIs stand, as lengths of one bar.

use yew::prelude::*;

use kpi_report::contract::v1::Standing;

/// Props of [`StandingBar`].
#[derive(Properties, PartialEq)]
pub struct StandingBarProps {
    /// How many stand how, and how many of these provisionally.
    pub parts: Vec<(Standing, usize, usize)>,
}

/// The counts of the standings as lengths.
///
/// Contract: a picture that repeats counts which stand beside it as text; hidden from assistive technology. In grey and
/// in forced colours the standings are told apart by their heights, too: the better, the higher; what is provisional is
/// an outline.
#[component]
pub fn StandingBar(props: &StandingBarProps) -> Html {
    let total = props
        .parts
        .iter()
        .map(|(_, count, _)| count)
        .sum::<usize>()
        .max(1);
    let mut before = 0;
    let parts = props.parts.iter().map(|&(standing, count, provisional)| {
        let from = before;
        before += count;
        let x = |n: usize| (n * 1000 / total).to_string();
        let (y, height) = match standing {
            Standing::Achieved => ("0", "10"),
            Standing::NotAchieved => ("3", "7"),
            _ => ("6", "4"),
        };
        html! {
            <g key={standing.id()} class={format!("ke-tone--{}", standing.id())}>
                <rect class="ke-bar-part" x={x(from)} {y} width={x(count)} {height} />
                <rect class="ke-bar-part ke-bar-part--provisional" x={x(from + count - provisional)} {y}
                    width={x(provisional)} {height} />
            </g>
        }
    });
    html! {
        <svg class="ke-distribution__bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            { for parts }
        </svg>
    }
}
