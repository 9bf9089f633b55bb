//! The filter bar: scenarios first, then series, weights and text.

use leptos::prelude::*;

use crate::catalog::filter::Filter;
use crate::catalog::state::TableState;
use crate::ui::islands::table::control::Control;
use crate::ui::text;

#[component]
pub(super) fn FilterBar(control: Control) -> impl IntoView {
    let seed = control.seed();
    let locale = seed.locale;
    let series = seed.table.series.clone();
    let many_series = series.len() > 1;
    let (prefix, path) = (seed.prefix.clone(), seed.path.clone());
    let id = format!("{}filter", prefix.replace('.', "-"));
    let name = move |key: &str| format!("{prefix}{key}");
    let state = control.state;
    let chosen_series = move || state.get().filter.series.first().cloned().unwrap_or_default();
    let kept: Vec<(String, String)> = kept_parameters(control);
    let on_text = move |event| {
        let text = event_target_value(&event);
        let next = state.get_untracked().with_filter(|filter| filter.text = text);
        control.go(next, true);
    };
    let on_series = move |event| {
        let id = event_target_value(&event);
        let series = if id.is_empty() { Vec::new() } else { vec![id] };
        control.go(state.get_untracked().with_filter(|filter| filter.series = series), false);
    };
    let on_open = move |event| {
        let open = match event_target_value(&event).as_str() {
            "1" => Some(true),
            "0" => Some(false),
            _ => None,
        };
        control.go(state.get_untracked().with_filter(|filter| filter.open = open), false);
    };
    let on_submit = move |event: leptos::ev::SubmitEvent| event.prevent_default();
    let open_is = move |value: Option<bool>| state.get().filter.open == value;
    view! {
        <Scenarios control />
        <form class="filters" method="get" action=path on:submit=on_submit>
            {kept.into_iter().map(|(key, value)| view! { <input type="hidden" name=key value=value /> }).collect_view()}
            <label for=format!("{id}-q")>
                <span>{text::TEXT.get(locale)}</span>
                <input
                    id=format!("{id}-q")
                    type="search"
                    name=name("q")
                    value=state.get_untracked().filter.text
                    prop:value=move || state.get().filter.text
                    placeholder=text::TEXT_HINT.get(locale)
                    autocomplete="off"
                    on:input=on_text
                />
            </label>
            {many_series.then(|| view! {
                <label for=format!("{id}-series")>
                    <span>{text::SERIES.get(locale)}</span>
                    <select id=format!("{id}-series") name=name("series") on:change=on_series prop:value=chosen_series>
                        <option value="">{text::ALL.get(locale)}</option>
                        {series.into_iter().map(|choice| {
                            let selected = chosen_series() == choice.id;
                            view! { <option value=choice.id selected=selected>{choice.name}</option> }
                        }).collect_view()}
                    </select>
                </label>
            })}
            <label for=format!("{id}-open")>
                <span>{text::WEIGHTS.get(locale)}</span>
                <select id=format!("{id}-open") name=name("open") on:change=on_open prop:value=move || {
                    state.get().filter.open.map_or("", |open| if open { "1" } else { "0" })
                }>
                    <option value="" selected=open_is(None)>{text::ALL.get(locale)}</option>
                    <option value="1" selected=open_is(Some(true))>{text::OPEN.get(locale)}</option>
                    <option value="0" selected=open_is(Some(false))>{text::CLOSED.get(locale)}</option>
                </select>
            </label>
            <button type="submit" class="no-script">{text::APPLY.get(locale)}</button>
            <Show when=move || !state.get().filter.is_empty()>
                <a class="clear" href=control.address_of(cleared) on:click=control.follow(cleared)>
                    {text::CLEAR.get(locale)}
                </a>
            </Show>
        </form>
    }
}

fn cleared(state: &TableState) -> TableState {
    state.with_filter(|filter| *filter = Filter::default())
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
        let chosen = move || state.get().filter.scenario == Some(id.get_value());
        let toggle = move |state: &TableState| {
            let id = id.get_value();
            state
                .with_filter(|filter| filter.scenario = (filter.scenario.as_ref() != Some(&id)).then_some(id))
        };
        view! {
            <li>
                <a
                    class="chip"
                    href=control.address_of(toggle)
                    aria-current=move || chosen().then_some("true")
                    on:click=control.follow(toggle)
                >
                    {choice.name}
                    " "
                    <span class="count">{move || counts.get().get(place).copied().unwrap_or_default()}</span>
                </a>
            </li>
        }
    });
    (!seed.table.scenarios.is_empty()).then(|| {
        view! {
            <div class="scenarios" role="group" aria-label=text::SCENARIO.get(locale)>
                <span class="scenarios-label" aria-hidden="true">{text::SCENARIO.get(locale)}</span>
                <ul>{chips.collect_view()}</ul>
            </div>
        }
    })
}
