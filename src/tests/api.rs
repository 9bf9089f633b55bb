//! Search over HTTP: a list for any query, with marks where they belong.

use model_atlas::locale::Locale;
use model_atlas::search::Options;
use model_atlas::snapshot::Snapshot;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::support::{our_content, ours, today};

/// The hits of a query, with further parameters.
fn hits(words: &str, more: &str) -> Vec<Value> {
    let words = utf8_percent_encode(words, NON_ALPHANUMERIC);
    let answer = ours().get(&format!("/api/search?q={words}{more}")).is(200);
    assert!(answer.header("content-type").starts_with("application/json"));
    match serde_json::from_str(&answer.text).expect("JSON") {
        Value::Array(hits) => hits,
        other => panic!("no list: {other}"),
    }
}

/// A text of a hit.
fn text<'a>(hit: &'a Value, key: &str) -> &'a str {
    hit[key].as_str().unwrap_or_else(|| panic!("no {key} in {hit}"))
}

#[test]
fn a_hit_says_what_it_is_and_where() {
    let found = hits("DeepSeek-V3", "&locale=en");
    assert!(!found.is_empty());
    for hit in &found {
        for key in ["url", "title", "excerpt", "kind"] {
            assert!(hit[key].is_string(), "{key} of {hit}");
        }
        assert!(["page", "model", "scenario", "term"].contains(&text(hit, "kind")), "{hit}");
        assert!(text(hit, "url").starts_with('/') && !text(hit, "title").is_empty(), "{hit}");
    }
}

#[test]
fn every_hit_can_be_opened() {
    for words in ["deepseek", "上下文窗口", "gpt", "llama 本地部署"] {
        for hit in hits(words, "&limit=50") {
            let url = text(&hit, "url");
            ours().get(url.split('#').next().unwrap_or_default()).is(200);
        }
    }
}

#[test]
fn the_limit_is_respected_and_a_foolish_one_is_mended() {
    assert!(hits("deepseek", "&limit=50").len() > 10, "enough hits to cut");
    assert_eq!(hits("deepseek", "&limit=3").len(), 3);
    assert_eq!(hits("deepseek", "&limit=0").len(), 1);
    for (limit, most) in [("999999", 50), ("-1", 10), ("many", 10), ("", 10), ("99999999999999999999", 10)] {
        let count = hits("deepseek", &format!("&limit={limit}")).len();
        assert!((1..=most).contains(&count), "limit={limit} gave {count}");
    }
}

#[test]
fn the_readers_language_comes_first() {
    for (locale, is_own) in [("en", true), ("zh", false), ("zh-CN", false), ("", false), ("fr", false)] {
        let first = &hits("DeepSeek-V3 MLA", &format!("&locale={locale}"))[0];
        let english = text(first, "url").starts_with("/en/");
        assert_eq!(english, is_own, "locale={locale}: {}", text(first, "url"));
    }
}

#[test]
fn no_words_give_an_empty_list() {
    for words in ["", " ", "　", "?!", "\u{200b}"] {
        assert!(hits(words, "").is_empty(), "{words:?}");
    }
    assert_eq!(ours().get("/api/search").is(200).text, "[]");
}

#[test]
fn marks_stand_within_the_text_on_whole_characters() {
    let mut marked = 0;
    for words in
        ["deepseek v3", "混合专家", "MoE 上下文", "a", "模", "推理 reasoning 🤔", "ｇｐｔ－４", "gpt4o mini"]
    {
        for locale in ["zh", "en"] {
            for hit in hits(words, &format!("&locale={locale}&limit=20")) {
                marked += whole(text(&hit, "title"), &hit["title_marks"]);
                marked += whole(text(&hit, "excerpt"), &hit["excerpt_marks"]);
                marked += whole(text(&hit["heading"], "text"), &hit["heading"]["marks"]);
                for section in hit["more"].as_array().expect("further sections") {
                    marked += whole(text(&section["heading"], "text"), &section["heading"]["marks"]);
                }
            }
        }
    }
    assert!(marked > 100, "only {marked} marks");
}

/// Insists that marks are in order, inside, and cut no UTF-16 pair; how many
/// there are.
fn whole(text: &str, marks: &Value) -> usize {
    let units: Vec<u16> = text.encode_utf16().collect();
    let marks = marks.as_array().expect("a list of marks");
    let mut last = 0;
    for mark in marks {
        let end_of =
            |place: usize| usize::try_from(mark[place].as_u64().expect("a number")).expect("a place");
        let (start, end) = (end_of(0), end_of(1));
        assert!(last <= start && start < end && end <= units.len(), "{mark} in {text:?}");
        for (from, to) in [(0, start), (start, end), (end, units.len())] {
            assert!(String::from_utf16(&units[from..to]).is_ok(), "{mark} cuts a character of {text:?}");
        }
        last = end;
    }
    marks.len()
}

#[test]
fn no_query_makes_search_fail() {
    let mut dice = Dice(20_261_123);
    for number in 0..10_000 {
        let words = hostile(number, &mut dice);
        let encoded = utf8_percent_encode(&words, NON_ALPHANUMERIC);
        let answer = ours().get(&format!("/api/search?q={encoded}&locale=en"));
        assert_eq!(answer.status, 200, "{words:?}");
        assert!(answer.text.starts_with('['), "{words:?}: {:.100}", answer.text);
        if usize::is_multiple_of(number, 50) {
            ours().get(&format!("/search?q={encoded}")).is(200);
        }
    }
}

#[test]
fn a_query_of_a_megabyte_is_shortened_and_answered() {
    // An address holds 64 KB; the index itself is asked here.
    let (snapshot, _) = Snapshot::build(&our_content(), today()).expect("an index");
    for piece in ["deepseek ", "(", "\"", "深度求索", "e\u{301}", "a", "\u{0}", "👩‍👩‍👧", "\u{202e}אב"]
    {
        let words = piece.repeat((1 << 20) / piece.len());
        let results =
            snapshot.index.search(&words, &Options { locale: Some(Locale::Zh), ..Options::default() });
        assert!(results.hits.len() <= 10, "{piece:?}");
    }
    let long = ours().get(&format!("/api/search?q={}", "deepseek+".repeat(6_000))).is(200);
    assert_eq!(long.header("x-notice"), "shortened");
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides
    }
}

/// A query that somebody could send who means no good.
fn hostile(number: usize, dice: &mut Dice) -> String {
    const PIECES: [&str; 36] = [
        "(",
        ")",
        "\"",
        "'",
        "\\",
        "*",
        "?",
        "~2",
        "^9",
        "+",
        "-",
        ":",
        "title:",
        "AND ",
        "OR ",
        "NOT ",
        "[a TO z]",
        "{",
        "}",
        "\0",
        "\u{7f}",
        "\n",
        "\u{feff}",
        "\u{200d}",
        "\u{202e}",
        "אבג",
        "עربي",
        "e\u{301}\u{302}\u{303}",
        "👩‍👩‍👧‍👦",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "𠮷",
        "Ａ",
        "ß",
        "İ",
        "deepseek",
        "深度求索",
    ];
    match number % 10 {
        0 => "(".repeat(dice.roll(3_000)) + "deepseek" + &")".repeat(dice.roll(3_000)),
        1 => PIECES[dice.roll(PIECES.len())].repeat(dice.roll(400)),
        _ => (0..dice.roll(40)).map(|_| PIECES[dice.roll(PIECES.len())]).collect(),
    }
}
