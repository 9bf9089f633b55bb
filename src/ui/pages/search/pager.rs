//! Links to the other screens of results.

use leptos::prelude::*;

use super::{Asked, Found, LAST, SCREEN};
use crate::ui::text;

/// Previous, next, the ends and what lies around the open screen.
pub(super) fn pager(asked: &Asked<'_>, found: &Found) -> Option<AnyView> {
    let locale = asked.locale;
    let (open, screens) = (found.screen, found.screens);
    if screens < 2 {
        return None;
    }
    let numbers = (1..=screens).filter_map(|screen| {
        let distance = screen.abs_diff(open);
        if distance > 2 && screen > 1 && screen < screens {
            return (distance == 3).then(|| view! { <li aria-hidden="true">"…"</li> }.into_any());
        }
        let current = (screen == open).then_some("page");
        let label = text::page_label(locale, screen - 1);
        let link = view! { <li><a href=asked.screen(screen) aria-current=current aria-label=label>{screen}</a></li> };
        Some(link.into_any())
    });
    let previous = (open > 1).then(|| {
        view! { <li><a href=asked.screen(open - 1) rel="prev">{locale.pick("上一页", "Previous page")}</a></li> }
    });
    let next = (open < screens).then(|| {
        view! { <li><a href=asked.screen(open + 1) rel="next">{locale.pick("下一页", "Next page")}</a></li> }
    });
    let most = LAST * SCREEN;
    let cut = (open == LAST && found.results.total > most).then(|| {
        let said = locale.pick(
            format!("只列出前 {most} 个结果；加几个词，或用筛选缩小范围。"),
            format!("Only the first {most} results are listed; add words, or narrow the results."),
        );
        view! { <p class="muted">{said}</p> }
    });
    let view = view! {
        <nav class="pager" aria-label=text::PAGES.get(locale)>
            <ol>{previous}{numbers.collect_view()}{next}</ol>
        </nav>
        {cut}
    };
    Some(view.into_any())
}
