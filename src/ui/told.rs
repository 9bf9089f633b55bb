//! What happened to a model, in plain words: for feeds, which hold no HTML.

use crate::catalog::Catalog;
use crate::catalog::history::{Change, Direction};
use crate::catalog::model::Model;
use crate::catalog::price::{Decimal, Money};
use crate::catalog::quantity::{params, tokens};
use crate::catalog::updates::{Update, What};
use crate::locale::Locale;
use crate::ui::components::money::{hours, moved, span};

/// An update in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// Model and event, as a headline.
    pub title: String,
    /// What is known of it and who says so, in a few sentences.
    pub summary: String,
}

/// Tells an update.
pub fn told(catalog: &Catalog, update: &Update<'_>, locale: Locale) -> Told {
    let name = update.model.name.get(locale);
    let date = update.date;
    let maker = catalog.vendor_of(update.model).map_or("", |vendor| vendor.name.get(locale));
    let stop = locale.pick("。", ".");
    let (title, said) = match &update.what {
        What::Released(_) => {
            let title = locale.pick(format!("{name} 发布"), format!("{name} released"));
            let known = [vec![maker.to_owned()], known_of(update.model, locale)].concat();
            (title, known.join(locale.pick("，", ", ")) + stop)
        }
        What::Ended { announced: true, .. } => (
            locale.pick(format!("{name} 将于 {date} 下线"), format!("{name} ends on {date}")),
            locale.pick(format!("{maker} 已公布下线日期。"), format!("The end is announced by {maker}.")),
        ),
        What::Ended { .. } => (
            locale.pick(format!("{name} 下线"), format!("{name} retired")),
            locale.pick(format!("{maker} 于 {date} 下线。"), format!("Ended by {maker} on {date}.")),
        ),
        What::Repriced { provider, changes } => {
            let seller = catalog.provider_name(provider, locale);
            let what = direction(overall(changes), locale);
            let title =
                locale.pick(format!("{name} {what}（{seller}）"), format!("{name}: price {what} ({seller})"));
            let lines: Vec<String> = changes.iter().map(|change| line(change, locale)).collect();
            let unit = locale.pick("每百万词元：", "Per million tokens: ");
            (title, format!("{unit}{}{stop}", lines.join(locale.pick("；", "; "))))
        }
    };
    let source = update.source().and_then(|id| catalog.source(id));
    let source = source.map(|source| {
        let (title, date) = (&source.title, source.date);
        locale.pick(format!("来源：{title}，{date}。"), format!(" Source: {title}, {date}."))
    });
    Told { title, summary: said + &source.unwrap_or_default() }
}

/// Which way a price went.
pub(crate) const fn direction(direction: Direction, locale: Locale) -> &'static str {
    match (direction, locale) {
        (Direction::Cut, Locale::Zh) => "降价",
        (Direction::Cut, Locale::En) => "cut",
        (Direction::Rise, Locale::Zh) => "涨价",
        (Direction::Rise, Locale::En) => "rise",
        (Direction::Mixed, Locale::Zh) => "调价",
        (Direction::Mixed, Locale::En) => "changed",
    }
}

/// Input, output and cache read where they moved: what it is, before and after.
pub(crate) fn moves(
    change: &Change<'_>,
    locale: Locale,
) -> impl Iterator<Item = (&'static str, Decimal, Decimal)> {
    let names = [("输入", "input"), ("输出", "output"), ("缓存读取", "cache read")];
    let amounts = names.into_iter().zip(change.amounts()).filter(|(_, (before, after))| before != after);
    amounts.map(move |((zh, en), (before, after))| (locale.pick(zh, en), before, after))
}

/// Which way several changes went together.
fn overall(changes: &[Change<'_>]) -> Direction {
    let first = changes.first().map_or(Direction::Mixed, Change::direction);
    if changes.iter().all(|change| change.direction() == first) { first } else { Direction::Mixed }
}

/// Size, window and weights, as far as they are known.
fn known_of(model: &Model, locale: Locale) -> Vec<String> {
    let facts = &model.facts;
    let size = facts.total_params.as_ref().map(|count| params(*count.value()));
    let window = facts.context_window.as_ref().map(|count| tokens(*count.value()));
    let open = facts.open_weights.as_ref().map(|open| match open.value() {
        true => locale.pick("开放权重", "open weights").to_owned(),
        false => locale.pick("权重不开放", "closed weights").to_owned(),
    });
    let size = size.map(|n| locale.pick(format!("总参数量 {n}"), format!("{n} parameters")));
    let window = window.map(|n| locale.pick(format!("上下文窗口 {n}"), format!("context window {n}")));
    [size, window, open].into_iter().flatten().collect()
}

/// One change: the hours it is for, what moved, and since when.
fn line(change: &Change<'_>, locale: Locale) -> String {
    let currency = change.after.price.currency;
    let moves = moves(change, locale).map(|(name, before, after)| {
        let [old, new] = [before, after].map(|amount| Money { currency, amount }.print());
        let far = moved(before, after);
        let far = far.map(|far| locale.pick(format!("（{far}）"), format!(" ({far})")));
        format!("{name} {old} → {new}{}", far.unwrap_or_default())
    });
    let hours = hours(change.after.price.period, locale).map(str::to_owned);
    let since = Some(span(change.after.price, locale)).filter(|span| !span.is_empty());
    let parts: Vec<String> = hours.into_iter().chain(moves).chain(since).collect();
    parts.join(locale.pick("，", ", "))
}
