//! How the model scored: each score with checkpoint and setting, because
//! without them it compares nothing.

use leptos::prelude::*;

use crate::catalog::model::{Score, ScoreUnit};
use crate::ui::components::provenance::provenance;
use crate::ui::pages::model::Subject;

/// More scores than this are folded away.
const SHOWN: usize = 12;

pub(super) fn section(subject: &Subject<'_>) -> Option<AnyView> {
    let locale = subject.locale;
    let place = |score: &Score| subject.catalog.benchmarks.iter().position(|b| b.id == score.benchmark);
    let mut scores: Vec<(usize, &Score)> = subject.model.scores.iter().enumerate().collect();
    // Results of one benchmark side by side, in the vocabulary's order.
    scores.sort_by_key(|(_, score)| place(score));
    if scores.is_empty() {
        return None;
    }
    let shown = if scores.len() > SHOWN + 2 { SHOWN } else { scores.len() };
    let (first, rest) = scores.split_at(shown);
    let rest = (!rest.is_empty()).then(|| {
        let count = rest.len();
        let title = locale.pick(format!("另外 {count} 个成绩"), format!("{count} more scores"));
        view! { <details class="fold-plain"><summary>{title}</summary>{table(subject, rest)}</details> }
    });
    Some(view! { {table(subject, first)}{rest} }.into_any())
}

fn table(subject: &Subject<'_>, scores: &[(usize, &Score)]) -> AnyView {
    let locale = subject.locale;
    let rows = scores.iter().map(|(place, score)| row(subject, *place, score));
    let caption = locale.pick("基准成绩", "Benchmark scores");
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=caption>
            <table class="data sourced">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>
                    <th scope="col">{locale.pick("基准", "Benchmark")}</th>
                    <th scope="col" class="number">{locale.pick("分数", "Score")}</th>
                    <th scope="col">{locale.pick("版本与设置", "Checkpoint and setting")}</th>
                    <th scope="col">{locale.pick("来源", "Source")}</th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(subject: &Subject<'_>, place: usize, score: &Score) -> AnyView {
    let locale = subject.locale;
    let benchmark = subject.catalog.benchmark(&score.benchmark);
    let name = benchmark.map_or_else(|| score.benchmark.0.clone(), |benchmark| benchmark.name.clone());
    let about = benchmark.map(|benchmark| benchmark.about.get(locale).to_owned());
    let unit = (score.unit == ScoreUnit::Percent).then_some("%");
    let setting = score.setting.clone().map(|setting| view! { <br /> <small>{setting}</small> });
    let by = score.reported_by.as_ref().map(|by| {
        view! { <p>{locale.pick("公布者：", "Reported by ")}{by.clone()}</p> }
    });
    view! {
        <tr id=format!("score-{}", place + 1)>
            <th scope="row" title=about>{name}</th>
            <td class="number">{score.score.to_string()}{unit}</td>
            <td class="value">{score.checkpoint.clone()}{setting}</td>
            <td>{provenance(subject.catalog, locale, score.source, score.at.as_deref(), by.into_any())}</td>
        </tr>
    }
    .into_any()
}
