//! What each token takes, spelled out with the model's own numbers.

use leptos::prelude::*;

use crate::catalog::memory::bytes::{binary, times};
use crate::catalog::memory::cache::{Attention, Cache, Group, Kept, Unknown};
use crate::catalog::quantity::grouped;
use crate::content::Site;
use crate::locale::Locale;
use crate::route::Route;
use crate::ui::components::calculator::{Answer, exact, words};
use crate::ui::components::charts::growth::growth;
use crate::ui::components::source_mark::SourceMark;

/// The section on the cache.
pub(crate) fn section(answer: &Answer<'_>, site: &Site) -> AnyView {
    let locale = answer.locale;
    let body = match &answer.cache {
        Ok(cache) => counted(answer, cache, site),
        Err(why) => view! { <p class="notice">{words::unknown(*why, locale)}</p> }.into_any(),
    };
    view! { <section><h2 id="kv-cache">{locale.pick("KV 缓存", "KV cache")}</h2>{body}</section> }.into_any()
}

fn counted(answer: &Answer<'_>, cache: &Cache, site: &Site) -> AnyView {
    let (locale, precision) = (answer.locale, answer.load.cache);
    let mark =
        || view! { <SourceMark locale model=answer.model.id.clone() anchor="architecture".to_owned() /> };
    let kind = view! {
        <p>
            {locale.pick("注意力：", "Attention: ")}
            {linked(cache.attention, words::attention(cache.attention, locale), site, locale)}
            {locale.pick("。", ". ")}{words::why(cache.attention, locale)}
        </p>
    };
    if cache.groups.is_empty() {
        return kind.into_any();
    }
    let each = cache.bytes_per_token(precision);
    let lead = view! {
        <p>
            {locale.pick("每个词元占 ", "Each token takes ")}
            <strong>{exact(each, locale)}</strong>
            {(each >= 1_024).then(|| format!(" ({})", binary(each)))}
            {locale.pick(format!("，{}", precision.name), format!(" in {}", precision.name))}
            {mark()}
        </p>
    };
    let notes = cache.notes.iter().map(|note| view! { <li>{words::note(*note, locale)}</li> });
    let notes =
        (!cache.notes.is_empty()).then(|| view! { <ul class="notice-list">{notes.collect_view()}</ul> });
    view! {
        {lead}
        <ul class="formulas">{formulas(answer, &cache.groups, words::symbols)}</ul>
        {resting(answer)}
        {notes}
        {kind}
        {window(answer, cache)}
        {comparison(answer, cache)}
        {growth(answer)}
    }
    .into_any()
}

/// Each group's formula: in names, then in numbers.
fn formulas(answer: &Answer<'_>, groups: &[Group], symbols: fn(Kept) -> &'static str) -> AnyView {
    let (locale, precision) = (answer.locale, answer.load.cache);
    let lines = groups.iter().map(|group| {
        let bytes = precision.bytes(group.numbers(1));
        let names = format!("{} {}", symbols(group.kept), locale.pick("× 字节", "× bytes"));
        let sum = format!("{} {} = {} B", words::numbers(group), words::factor(precision), grouped(bytes));
        view! {
            <li>
                <span>{words::layers(group, locale)}</span>
                <small>{names}</small>
                <code>{sum}</code>
            </li>
        }
    });
    lines.collect_view().into_any()
}

/// The layers that add nothing.
fn resting(answer: &Answer<'_>) -> Option<AnyView> {
    let shape = &answer.model.architecture.as_ref()?.shape;
    let layers = shape.layers?;
    let locale = answer.locale;
    let linear = shape.linear_layers.filter(|count| *count > 0).map(|count| {
        locale.pick(
            format!("{layers} 层中有 {count} 层是线性注意力、状态空间或没有注意力，不增加缓存。"),
            format!("{count} of {layers} layers are linear attention, state space or without attention, and add nothing. "),
        )
    });
    let shared = shape.kv_shared_layers.filter(|count| *count > 0).map(|count| {
        locale.pick(
            format!("{layers} 层中最后 {count} 层共用前面层的缓存。"),
            format!("The last {count} of {layers} layers read an earlier layer's cache."),
        )
    });
    (linear.is_some() || shared.is_some()).then(|| view! { <p>{linear}{shared}</p> }.into_any())
}

/// What the windows save at this context.
fn window(answer: &Answer<'_>, cache: &Cache) -> Option<AnyView> {
    let (locale, load) = (answer.locale, &answer.load);
    cache.has_windows().then(|| {
        let now = cache.bytes(load.context, 1, load.cache);
        let full = cache.without_windows().bytes(load.context, 1, load.cache);
        let share = (u128::from(now) * 100).div_ceil(u128::from(full.max(1)));
        let (tokens, full) = (grouped(load.context), binary(full));
        let text = locale.pick(
            format!("滑动窗口一旦填满，这些层就不再增长：{tokens} 个词元时一个序列占 {}，全注意力要 {full}（{share} %）。", binary(now)),
            format!("Once a window is full its layers stop growing: at {tokens} tokens a sequence takes {}, with full attention {full} ({share} %).", binary(now)),
        );
        view! { <p>{text}</p> }.into_any()
    })
}

/// The same layers with plain multi-head attention.
fn comparison(answer: &Answer<'_>, cache: &Cache) -> AnyView {
    let (locale, load) = (answer.locale, &answer.load);
    if cache.attention == Attention::Mha && !cache.has_windows() {
        return ().into_any();
    }
    let plain = match &answer.plain {
        Ok(plain) => plain,
        Err(Unknown::Missing(name)) => {
            let text = locale.pick(
                format!("与标准多头注意力的比较缺少 {name}。"),
                format!("A comparison with plain multi-head attention lacks {name}."),
            );
            return view! { <p class="muted">{text}</p> }.into_any();
        }
        Err(_) => return ().into_any(),
    };
    let (own, theirs) = (
        cache.bytes(load.context, load.batch, load.cache),
        plain.bytes(load.context, load.batch, load.cache),
    );
    let Some(ratio) = times(theirs, own) else { return ().into_any() };
    view! {
        <p>
            {locale.pick("同样的层若用标准多头注意力（MHA）", "The same layers with plain multi-head attention (MHA)")}
            {locale.pick("，这里的缓存要 ", " would need ")}
            <strong>{binary(theirs)}</strong>
            {locale.pick("，而不是 ", " here instead of ")}{binary(own)}
            {locale.pick("：", ": ")}
            <strong>{locale.pick(format!("{ratio} 倍"), format!("{ratio} times"))}</strong>
            {locale.pick("。", ".")}
        </p>
        <ul class="formulas">{formulas(answer, &plain.groups, words::plain_symbols)}</ul>
    }
    .into_any()
}

/// A kind of attention, linked to the page that explains it where there is one.
fn linked(attention: Attention, name: &'static str, site: &Site, locale: Locale) -> AnyView {
    let slugs = match attention {
        Attention::Mla => ["concepts/mla", "concepts/kv-cache"],
        Attention::Gqa => ["concepts/gqa", "concepts/kv-cache"],
        Attention::Mqa => ["concepts/mqa", "concepts/kv-cache"],
        Attention::Mha => ["concepts/attention", "concepts/kv-cache"],
        Attention::Linear => ["concepts/linear-attention", "concepts/attention"],
    };
    match slugs.into_iter().find(|slug| site.addresses.has_page(locale, slug)) {
        Some(slug) => view! { <a href=Route::page(locale, slug).path()>{name}</a> }.into_any(),
        None => view! { <strong>{name}</strong> }.into_any(),
    }
}
