//! The picture's numbers as a table, with their sources.

use leptos::prelude::*;

use crate::catalog::frontier::Picture;
use crate::catalog::measure::{price_anchor, score_anchor};
use crate::locale::Locale;
use crate::route::Route;
use crate::ui::components::charts::scatter::{Words, percent_sign};
use crate::ui::components::source_mark::SourceMark;

pub(super) fn numbers(picture: &Picture<'_>, words: &Words, locale: Locale) -> AnyView {
    let sign = percent_sign(picture.unit);
    let rows = picture.points.iter().map(|point| {
        let model = point.model;
        let score = &model.scores[point.score];
        let address = Route::model(locale, model.id.as_str()).path();
        view! {
            <tr>
                <th scope="row"><a href=address>{model.name.get(locale).to_owned()}</a></th>
                <td class="number">"$"{point.price.money()}<SourceMark locale model=model.id.clone() anchor=price_anchor(point.offer) /></td>
                <td class="number">{point.value.to_string()}{sign}<SourceMark locale model=model.id.clone() anchor=score_anchor(point.score) /></td>
                <td>{score.checkpoint.clone()}</td>
                <td class="setting">{score.setting.clone()}</td>
                <td>{point.on_frontier.then(|| locale.pick("是", "Yes"))}</td>
            </tr>
        }
    });
    let heading = locale.pick("图中的数字", "The picture's numbers");
    view! {
        <details class="numbers">
            <summary>{locale.pick(format!("{heading}（表格）"), format!("{heading} as a table"))}</summary>
            <div class="table-box" tabindex="0" role="region" aria-label=words.title.clone()>
                <table class="data">
                    <caption class="visually-hidden">{words.title.clone()}</caption>
                    <thead><tr>
                        <th scope="col">{locale.pick("模型", "Model")}</th>
                        <th scope="col" class="number">{locale.pick("价格", "Price")}<small>{locale.pick("美元 / 百万词元", "USD per 1M tokens")}</small></th>
                        <th scope="col" class="number">{locale.pick("分数", "Score")}</th>
                        <th scope="col">{locale.pick("版本", "Checkpoint")}</th>
                        <th scope="col">{locale.pick("设置", "Setting")}</th>
                        <th scope="col">{locale.pick("在前沿上", "On the frontier")}</th>
                    </tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}
