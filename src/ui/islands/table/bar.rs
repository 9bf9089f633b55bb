//! The filter bar: scenarios first, then series, weights and text.

use leptos::prelude::*;

use crate::catalog::filter::Filter;
use crate::catalog::table::Choice;
use crate::ui::islands::table::control::Control;
use crate::ui::text;

#[component]
pub(super) fn FilterBar(control: Control) -> impl IntoView {
    let seed = control.seed();
    let locale = seed.locale;
    let choice =
        |id: &str, words: text::Words| Choice { id: id.to_owned(), name: words.get(locale).to_owned() };
    let weights = vec![choice("1", text::OPEN), choice("0", text::CLOSED)];
    let series = seed.table.series.clone();
    let many_series = series.len() > 1;
    let state = control.state;
    let kept = kept_parameters(control);
    let clear = move || control.address(&state.get().with_filter(|filter| *filter = Filter::default()));
    view! {
        <Scenarios control />
        <form class="filters" method="get" action=seed.path.clone() on:submit=move |event| event.prevent_default()>
            {kept.into_iter().map(|(key, value)| view! { <input type="hidden" name=key value=value /> }).collect_view()}
            <label>
                <span>{text::TEXT.get(locale)}</span>
                <input
                    type="search"
                    name=format!("{}q", seed.prefix)
                    value=state.get_untracked().filter.text
                    prop:value=move || state.get().filter.text
                    placeholder=text::TEXT_HINT.get(locale)
                    autocomplete="off"
                    on:input=move |event| control.filter(true, |filter| filter.text = event_target_value(&event))
                />
            </label>
            {many_series.then(|| view! {
                <Select
                    label=text::SERIES.get(locale)
                    all=text::ALL.get(locale)
                    name=format!("{}series", seed.prefix)
                    choices=series
                    chosen=Signal::derive(move || state.get().filter.series.into_iter().next().unwrap_or_default())
                    choose=Callback::new(move |id: String| control.filter(false, |filter| {
                        filter.series = if id.is_empty() { Vec::new() } else { vec![id] };
                    }))
                />
            })}
            <Select
                label=text::WEIGHTS.get(locale)
                all=text::ALL.get(locale)
                name=format!("{}open", seed.prefix)
                choices=weights
                chosen=Signal::derive(move || {
                    state.get().filter.open.map_or("", |open| if open { "1" } else { "0" }).to_owned()
                })
                choose=Callback::new(move |id: String| control.filter(false, |filter| {
                    filter.open = (!id.is_empty()).then_some(id == "1");
                }))
            />
            <button type="submit" class="no-script">{text::APPLY.get(locale)}</button>
            <a class="clear" data-state hidden=move || state.get().filter.is_empty() href=clear>
                {text::CLEAR.get(locale)}
            </a>
        </form>
    }
}

/// A choice of one, or of all.
#[component]
fn Select(
    label: &'static str,
    all: &'static str,
    name: String,
    choices: Vec<Choice>,
    chosen: Signal<String>,
    choose: Callback<String>,
) -> impl IntoView {
    let first = chosen.get_untracked();
    let options = choices.into_iter().map(|choice| {
        let selected = choice.id == first;
        view! { <option value=choice.id selected=selected>{choice.name}</option> }
    });
    view! {
        <label>
            <span>{label}</span>
            <select name=name on:change=move |event| choose.run(event_target_value(&event)) prop:value=chosen>
                <option value="">{all}</option>
                {options.collect_view()}
            </select>
        </label>
    }
}

/// Parameters that the form must send along: the scenario, the order, and
/// what belongs to other tables of the page.
fn kept_parameters(control: Control) -> Vec<(String, String)> {
    let seed = control.seed();
    let own = ["q", "series", "open", "page"].map(|key| format!("{}{key}", seed.prefix));
    let pairs = seed.query.pairs().filter(|(key, _)| !own.iter().any(|own| own == key));
    pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

/// One chip for each scenario, with how many rows it would leave. A second
/// click on the chosen one lets it go.
#[component]
fn Scenarios(control: Control) -> impl IntoView {
    let seed = control.seed();
    let locale = seed.locale;
    let table = seed.table.clone();
    let state = control.state;
    let counts = Memo::new(move |_| state.get().filter.scenario_counts(&table));
    let chips = seed.table.scenarios.iter().cloned().enumerate().map(|(place, choice)| {
        let id = StoredValue::new(choice.id);
        let is_chosen = move || state.with(|state| state.filter.scenario == Some(id.get_value()));
        let toggled = move || {
            let next = (!is_chosen()).then(|| id.get_value());
            control.address(&state.get().with_filter(|filter| filter.scenario = next))
        };
        view! {
            <li>
                <a class="chip" data-state href=toggled aria-current=move || is_chosen().then_some("true")>
                    {choice.name}
                    <span class="count">{move || counts.with(|counts| counts.get(place).copied().unwrap_or_default())}</span>
                </a>
            </li>
        }
    });
    let chips = chips.collect_view();
    (!seed.table.scenarios.is_empty()).then(|| {
        view! {
            <div class="scenarios" role="group" aria-label=text::SCENARIO.get(locale)>
                <span class="scenarios-label" aria-hidden="true">{text::SCENARIO.get(locale)}</span>
                <ul>{chips}</ul>
            </div>
        }
    })
}
