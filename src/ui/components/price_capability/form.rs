//! The form that chooses a picture: a GET form, which needs no script.
//! `public/tools.js` answers it in place, and leaves a field that holds its
//! `data-default` out of the address.

use leptos::prelude::*;

use crate::catalog::frontier::PriceKind;
use crate::ui::app::Request;
use crate::ui::components::price_capability::choice::{BENCHMARK, Choice, PRICE, SCENARIO};
use crate::ui::components::price_capability::price_name;
use crate::ui::text;

pub(super) fn form(request: &Request, choice: &Choice) -> AnyView {
    let locale = request.route.locale;
    let catalog = &request.snapshot.site.catalog;
    let benchmarks = choice.benchmarks.iter().map(|(id, count)| {
        let name = catalog.benchmark(id).map_or(id.as_str(), |benchmark| benchmark.name.as_str());
        let name = locale.pick(format!("{name}（{count}）"), format!("{name} ({count})"));
        (id.to_string(), name, *id == choice.benchmark)
    });
    let benchmarks = options(benchmarks);
    let kinds = PriceKind::ALL.into_iter().map(|kind| {
        let name = price_name(kind, locale).to_owned();
        (kind.name().to_owned(), name, kind == choice.kind)
    });
    let kinds = options(kinds);
    let scenarios = (!choice.is_fixed && !catalog.scenarios.is_empty()).then(|| {
        let all = (String::new(), text::ANY.get(locale).to_owned(), choice.scenario.is_none());
        let each = catalog.scenarios.iter().map(|scenario| {
            let is_chosen = choice.scenario.as_ref() == Some(&scenario.id);
            (scenario.id.to_string(), scenario.name.get(locale).to_owned(), is_chosen)
        });
        let options = options(std::iter::once(all).chain(each));
        view! { <label><span>{text::SCENARIO.get(locale)}</span><select name=SCENARIO data-default="">{options}</select></label> }
    });
    // What belongs to the tables of the page is sent along.
    let kept = request.query.pairs().filter(|(key, _)| ![BENCHMARK, PRICE, SCENARIO].contains(key));
    let kept = kept.map(|(key, value)| {
        view! { <input type="hidden" name=key.to_owned() value=value.to_owned() /> }
    });
    view! {
        <form method="get" action=request.route.path() class="filters" data-live autocomplete="off">
            {kept.collect_view()}
            <label><span>{locale.pick("基准（模型数）", "Benchmark (models)")}</span><select name=BENCHMARK data-default=choice.usual.to_string()>{benchmarks}</select></label>
            <label><span>{locale.pick("价格口径", "Price")}</span><select name=PRICE data-default=PriceKind::default().name()>{kinds}</select></label>
            {scenarios}
            <button type="submit" class="no-script">{text::APPLY.get(locale)}</button>
        </form>
    }
    .into_any()
}

/// Value, name, and whether it is chosen.
fn options(choices: impl Iterator<Item = (String, String, bool)>) -> Vec<AnyView> {
    let option = |(value, name, is_chosen): (String, String, bool)| {
        view! { <option value=value selected=is_chosen>{name}</option> }.into_any()
    };
    choices.map(option).collect()
}
