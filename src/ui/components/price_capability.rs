//! What capability costs: the picture, a form that chooses it, and the same
//! numbers as a table.

mod choice;
mod form;
mod numbers;

use leptos::prelude::*;

use crate::catalog::frontier::{Missing, Picture, PriceKind, picture};
use crate::catalog::model::{Model, ScenarioId};
use crate::locale::Locale;
use crate::route::{Place, Route};
use crate::ui::app::Request;
use crate::ui::components::charts::scatter::{Ranks, Words, legend, percent_sign, scatter};
use crate::ui::components::price_capability::choice::Choice;
use crate::ui::components::price_capability::form::form;
use crate::ui::components::price_capability::numbers::numbers;
use crate::ui::text;

/// The picture of price against capability. With `scenario` it shows only the
/// models that fit it, and starts with its benchmark. `with_form` lets the
/// reader choose by `chart.benchmark`, `chart.price` and `chart.scenario`;
/// without it there is a link to where that can be done. A catalogue with too
/// few scores draws nothing.
#[component]
pub(crate) fn PriceCapability(
    request: Request,
    scenario: Option<ScenarioId>,
    with_form: bool,
) -> impl IntoView {
    let locale = request.route.locale;
    let site = &request.snapshot.site;
    let (catalog, today) = (&site.catalog, request.snapshot.today);
    Choice::read(&request, scenario, with_form).map(|choice| {
        let fitting = choice.scenario.as_ref().and_then(|id| catalog.scenario(id));
        let wanted = |model: &Model| fitting.is_none_or(|scenario| scenario.fits(model, today));
        let picture = picture(catalog, &choice.benchmark, choice.kind, today, wanted);
        let benchmark = catalog.benchmark(&choice.benchmark);
        let name = benchmark.map_or(choice.benchmark.as_str(), |benchmark| benchmark.name.as_str());
        let about = benchmark.map(|benchmark| benchmark.about.get(locale).to_owned());
        let words = words(&picture, name, choice.kind, locale);
        let ranks = Ranks::new(catalog, today);
        let drawn = if picture.points.is_empty() {
            view! { <p class="notice" role="status">{locale.pick("这些模型在这个基准上没有带美元价格的成绩，请换一个基准或场景。", "None of these models has both a score on this benchmark and a price in dollars; choose another benchmark or scenario.")}</p> }.into_any()
        } else {
            view! {
                <figure class="chart">
                    <figcaption>
                        <strong>{words.title.clone()}</strong>
                        <span>{about}</span>
                    </figcaption>
                    {legend(&picture, &ranks, locale)}
                    {scatter(&picture, &ranks, &words, locale)}
                    <p class="muted">{words.description.clone()}</p>
                    {numbers(&picture, &words, locale)}
                </figure>
            }
            .into_any()
        };
        let problems = (!choice.problems.is_empty()).then(|| {
            view! { <p class="notice" role="status">{text::IGNORED.get(locale)}<code>{choice.problems.join(" ")}</code></p> }
        });
        let elsewhere = (!with_form).then(|| {
            let address = Route::new(locale, Place::Benchmarks).path();
            view! { <p><a href=address>{locale.pick("换基准、价格口径或场景看", "Choose another benchmark, price or scenario")}</a></p> }
        });
        view! {
            <section class="price-capability">
                <h2 id="price-capability">{locale.pick("价格与能力", "Price and capability")}</h2>
                {with_form.then(|| form(&request, &choice))}
                <div data-live-result>
                    {problems}
                    {drawn}
                    {left_out(&picture, locale)}
                </div>
                {elsewhere}
            </section>
        }
    })
}

fn words(picture: &Picture<'_>, benchmark: &str, kind: PriceKind, locale: Locale) -> Words {
    let (count, best) =
        (picture.points.len(), picture.points.iter().filter(|point| point.on_frontier).count());
    let price = price_name(kind, locale);
    let sign = percent_sign(picture.unit);
    let unit = if sign.is_empty() { String::new() } else { locale.pick("（%）", " (%)").to_owned() };
    Words {
        title: locale.pick(
            format!("{benchmark}：{count} 个模型的成绩与{price}"),
            format!("{benchmark}: score and {} of {count} models", price.to_lowercase()),
        ),
        description: locale.pick(
            format!("越靠左越便宜，越靠上越强。折线是性价比前沿：线上的 {best} 个模型，没有别的模型既不更贵又不更弱。每个模型取有记载的最高分，各家测试设置不同，差一两分说明不了什么。价格取厂商自家服务的美元价，没有则取最便宜的一家；不含低谷时段价。"),
            format!("Further left is cheaper, further up is stronger. The line is the frontier: no other model is both as cheap and as good as the {best} on it. Each model stands with its highest documented score; settings differ, so a point or two mean little. Prices are the vendor's own in dollars, else the cheapest provider's, off-peak prices excluded."),
        ),
        price: locale.pick(
            format!("{price}（美元 / 百万词元，对数刻度）"),
            format!("{price} (US dollars per million tokens, logarithmic)"),
        ),
        score: format!("{benchmark}{unit}"),
    }
}

/// What a kind of price is called.
fn price_name(kind: PriceKind, locale: Locale) -> &'static str {
    match kind {
        PriceKind::Output => locale.pick("输出价", "Output price"),
        PriceKind::Input => locale.pick("输入价", "Input price"),
        PriceKind::Blended => locale.pick("混合价（输入 3 : 输出 1）", "Blended price (3 input : 1 output)"),
    }
}

/// Models with a score that are not in the picture, and why.
fn left_out(picture: &Picture<'_>, locale: Locale) -> AnyView {
    let of =
        |why: Missing| picture.missing.iter().filter(move |(_, own)| *own == why).map(|(model, _)| *model);
    let line = |why: Missing, words: &'static str| {
        let links: Vec<_> = of(why)
            .map(|model| {
                let address = Route::model(locale, model.id.as_str()).path();
                view! { <li><a href=address>{model.name.get(locale).to_owned()}</a></li> }
            })
            .collect();
        (!links.is_empty()).then(|| view! { <div><p>{words}</p><ul class="names">{links}</ul></div> })
    };
    let count = picture.missing.len();
    (count > 0)
        .then(|| {
            view! {
                <details class="left-out">
                    <summary>{locale.pick(format!("有成绩但不在图上的模型（{count}）"), format!("Models with a score that are not in the picture ({count})"))}</summary>
                    {line(Missing::YuanOnly, locale.pick("只有人民币价格，不折算成美元：", "Priced in yuan only, which is not converted:"))}
                    {line(Missing::NoPrice, locale.pick("目录里没有现价：", "No current price in the catalogue:"))}
                    {line(Missing::OtherUnit, locale.pick("成绩的单位与多数不同：", "Scored in another unit than most:"))}
                </details>
            }
        })
        .into_any()
}
