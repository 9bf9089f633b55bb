//! What results can be narrowed by: values with how many pages they leave, and
//! the chosen ones, each a link.

use leptos::prelude::*;

use super::Asked;
use crate::locale::Locale;
use crate::search::{Axis, Facet, FacetCount, Kind, Results};
use crate::ui::pages::search::hits::kind;
use crate::ui::text;

/// Values of an axis that are shown at once.
const SHOWN: usize = 8;
/// Choices whose removal is tried out when nothing was found.
const TRIED: usize = 6;

/// All axes, beside the results; folded where there is no room.
pub(super) fn narrow(asked: &Asked<'_>, results: &Results) -> Option<AnyView> {
    let locale = asked.locale;
    let axes: Vec<AnyView> = Axis::ALL.into_iter().filter_map(|axis| values(asked, results, axis)).collect();
    let chosen = match asked.chosen.len() {
        0 => String::new(),
        n => locale.pick(format!("（已选 {n} 项）"), format!(" ({n} chosen)")),
    };
    let label = locale.pick("缩小范围", "Narrow the results");
    (!axes.is_empty()).then(|| {
        view! {
            <nav class="narrow" tabindex="0" aria-label=label>
                <details>
                    <summary>{label}{chosen}</summary>
                    {axes}
                </details>
            </nav>
        }
        .into_any()
    })
}

/// One axis, the chosen values first.
fn values(asked: &Asked<'_>, results: &Results, axis: Axis) -> Option<AnyView> {
    let locale = asked.locale;
    let is_chosen = |count: &FacetCount| asked.chosen.contains(&count.facet);
    let counted = results.facets.iter().filter(|count| count.facet.axis == axis);
    let mut counts: Vec<FacetCount> = counted.cloned().collect();
    // A choice that no result has is not counted, and must still be removable.
    for facet in asked.chosen.iter().filter(|facet| facet.axis == axis) {
        if !counts.iter().any(|count| count.facet == *facet) {
            counts.push(FacetCount { facet: facet.clone(), pages: 0 });
        }
    }
    counts.sort_by_key(|count| !is_chosen(count));
    // A value that all results have chooses nothing.
    let idle = matches!(&*counts, [only] if only.pages == results.total && !is_chosen(only));
    if counts.is_empty() || idle {
        return None;
    }
    let chosen = counts.iter().filter(|count| is_chosen(count)).count();
    // A fold around a single value would save nothing.
    let shown = if counts.len() == SHOWN + 1 { counts.len() } else { SHOWN.max(chosen) };
    let mut links: Vec<AnyView> = counts.iter().map(|count| value(asked, count, is_chosen(count))).collect();
    let rest = links.split_off(links.len().min(shown));
    let more = (!rest.is_empty()).then(|| {
        let n = rest.len();
        view! {
            <details>
                <summary>{locale.pick(format!("更多 {n} 项"), format!("{n} more"))}</summary>
                <ul>{rest}</ul>
            </details>
        }
    });
    let id = format!("by-{}", axis.code());
    let view = view! {
        <section aria-labelledby=id.clone()>
            <h2 id=id.clone()>{axis_name(axis, locale)}</h2>
            <ul>{links}</ul>
            {more}
        </section>
    };
    Some(view.into_any())
}

fn value(asked: &Asked<'_>, count: &FacetCount, is_chosen: bool) -> AnyView {
    let name = name(asked, &count.facet);
    let label = is_chosen.then(|| format!("{}{name}", text::REMOVE.get(asked.locale)));
    let sign = is_chosen.then(|| view! { <span aria-hidden="true">"✓ "</span> });
    view! {
        <li>
            <a href=asked.toggled(&count.facet) rel="nofollow" aria-current=is_chosen.then_some("true") aria-label=label>
                <span>{sign}{name}</span>" "<span class="count">{count.pages}</span>
            </a>
        </li>
    }
    .into_any()
}

/// The chosen values, each a chip that removes it.
pub(super) fn chips(asked: &Asked<'_>) -> Option<AnyView> {
    let locale = asked.locale;
    let chips = asked.chosen.iter().map(|facet| chip(asked, facet));
    (!asked.chosen.is_empty()).then(|| {
        view! {
            <div class="chips" role="group" aria-label=locale.pick("已选", "Chosen")>
                {chips.collect_view()}
                <a class="clear" href=asked.whole()>{text::CLEAR.get(locale)}</a>
            </div>
        }
        .into_any()
    })
}

fn chip(asked: &Asked<'_>, facet: &Facet) -> AnyView {
    let name = name(asked, facet);
    let label = format!("{}{name}", text::REMOVE.get(asked.locale));
    view! { <a class="chip" href=asked.toggled(facet) aria-label=label>{name}" "<span aria-hidden="true">"×"</span></a>" " }
        .into_any()
}

/// Nothing was found among the chosen values: which of them to give up.
pub(super) fn relax(asked: &Asked<'_>) -> Option<AnyView> {
    if asked.chosen.is_empty() {
        return None;
    }
    let locale = asked.locale;
    let brings = |n: usize| match n {
        1 => locale.pick("→ 1 个结果", "→ 1 result").to_owned(),
        n => locale.pick(format!("→ {n} 个结果"), format!("→ {n} results")),
    };
    let without = |facet: &Facet| {
        let left = asked.chosen.iter().filter(|other| *other != facet).cloned();
        (facet.clone(), asked.count(left.collect()))
    };
    let mut helpful: Vec<(Facet, usize)> = asked.chosen.iter().take(TRIED).map(without).collect();
    helpful.retain(|(_, pages)| *pages > 0);
    helpful.sort_by_key(|(_, pages)| std::cmp::Reverse(*pages));
    let each = helpful.iter().map(|(facet, pages)| view! { <li>{chip(asked, facet)}{brings(*pages)}</li> });
    let all = (asked.chosen.len() > 1).then(|| asked.count(Vec::new())).filter(|pages| *pages > 0);
    let all = all.map(|pages| {
        view! { <li><a class="chip" href=asked.whole()>{text::CLEAR.get(locale)}</a>" "{brings(pages)}</li> }
    });
    let advice = match helpful.is_empty() {
        true => locale.pick("试试去掉全部条件：", "Try removing all conditions: "),
        false => text::RELAX.get(locale),
    };
    let view = (!helpful.is_empty() || all.is_some()).then(|| {
        view! {
            <p>{advice}</p>
            <ul class="relax">{each.collect_view()}{all}</ul>
        }
    });
    view.map(IntoAny::into_any)
}

fn axis_name(axis: Axis, locale: Locale) -> &'static str {
    match axis {
        Axis::Kind => locale.pick("类型", "Type"),
        Axis::Series => text::SERIES.get(locale),
        Axis::Vendor => locale.pick("厂商", "Vendor"),
        Axis::Scenario => text::SCENARIO.get(locale),
    }
}

/// What a value is called; an unknown one as the address has it.
fn name(asked: &Asked<'_>, facet: &Facet) -> String {
    let (catalog, value) = (&asked.request.snapshot.site.catalog, facet.value.as_str());
    let known = match facet.axis {
        Axis::Kind => {
            let found = Kind::ALL.into_iter().find(|known| known.code() == value);
            return found.map_or(value, |known| kind(known, asked.locale)).to_owned();
        }
        Axis::Series => catalog.series(&value.into()).map(|one| &one.name),
        Axis::Vendor => catalog.vendor(&value.into()).map(|one| &one.name),
        Axis::Scenario => catalog.scenario(&value.into()).map(|one| &one.name),
    };
    known.map_or(value, |name| name.get(asked.locale)).to_owned()
}
