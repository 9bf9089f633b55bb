//! Share pictures: every page has one that says what the page says, drawn within
//! its margins whatever that is.

use std::collections::HashSet;
use std::fs;

use axum::http::Method;
use model_atlas::query::Query;
use model_atlas::route::{Origin, Route};
use model_atlas::share::{self, Body, Picture};
use model_atlas::snapshot::Snapshot;
use png::{Decoder, Transformations};

use crate::support::{ORIGIN, Site, copy_of, fixture, our_addresses, our_content, ours, today};

/// No picture is larger.
const MOST_BYTES: usize = 60_000;
/// Dots at each side that stay empty, below the bar of colour.
const MARGIN: usize = 60;
const BAR: usize = 12;

/// The address of a page's picture, on this site.
fn picture_of(html: &str) -> Option<String> {
    let whole = property(html, "og:image")?;
    Some(whole.strip_prefix(ORIGIN).unwrap_or_else(|| panic!("{whole} is not whole")).to_owned())
}

/// What a page's head says under a name of Open Graph.
fn property(html: &str, name: &str) -> Option<String> {
    let (_, rest) = html.split_once(&format!("<meta property=\"{name}\" content=\""))?;
    Some(rest.split('"').next().unwrap_or_default().replace("&amp;", "&"))
}

/// Insists on a PNG of the right size with white margins, and gives the number
/// of its dots that are not white.
#[track_caller]
fn drawn(bytes: &[u8], what: &str) -> usize {
    let mut decoder = Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap_or_else(|error| panic!("{what}: {error}"));
    let mut dots = vec![0; reader.output_buffer_size().expect("a size")];
    let frame = reader.next_frame(&mut dots).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!((frame.width, frame.height), (share::WIDTH, share::HEIGHT), "{what}");
    assert_eq!(frame.line_size, 1_200 * 3, "{what}: three bytes a dot");
    let is_white = |dot: &[u8]| dot.iter().all(|part| *part >= 250);
    let mut marks = 0;
    for (y, line) in dots.chunks_exact(frame.line_size).enumerate().skip(BAR) {
        for (x, dot) in line.chunks_exact(3).enumerate().filter(|(_, dot)| !is_white(dot)) {
            let within = (MARGIN..1_200 - MARGIN).contains(&x) && y < 630 - 24;
            assert!(within, "{what}: {dot:?} at {x}, {y}");
            marks += 1;
        }
    }
    marks
}

fn snapshot_of(content: &std::path::Path) -> Snapshot {
    Snapshot::build(content, today()).expect("an index").0
}

fn origin() -> Origin {
    ORIGIN.parse().expect("an origin")
}

#[test]
fn every_page_names_its_picture_and_the_picture_is_there() {
    let (site, _) = model_atlas::content::load(&our_content(), today());
    let some = site.catalog.models.iter().step_by(40);
    let models = some.flat_map(|model| {
        model_atlas::locale::Locale::ALL.map(|locale| Route::model(locale, model.id.as_str()).path())
    });
    let addresses: Vec<String> = our_addresses().into_iter().map(|(_, path)| path).chain(models).collect();
    assert!(addresses.len() > 150);
    let mut pictures = HashSet::new();
    for address in addresses {
        let page = ours().get(&address).is(200);
        let path = picture_of(&page.text).unwrap_or_else(|| panic!("{address} names no picture"));
        assert_eq!(property(&page.text, "og:image:width").as_deref(), Some("1200"));
        assert_eq!(property(&page.text, "og:image:height").as_deref(), Some("630"));
        assert!(property(&page.text, "og:image:alt").is_some_and(|alt| alt.len() > 3), "{address}");
        let picture = ours().get(&path).is(200);
        assert_eq!(picture.header("content-type"), "image/png");
        assert!(picture.header("cache-control").contains("immutable"), "{path}");
        assert!(picture.bytes.len() < MOST_BYTES, "{path} has {} bytes", picture.bytes.len());
        assert!(drawn(&picture.bytes, &path) > 5_000, "{path} says next to nothing");
        // The front page stands in the list as a page of the folder too.
        pictures.insert(path);
    }
    assert!(pictures.len() > 150, "{} pictures", pictures.len());
}

#[test]
fn a_comparison_has_a_picture_of_its_models() {
    for locale in ["", "/en"] {
        let mut seen = HashSet::new();
        let names =
            ["gpt-5", "deepseek-v4-pro", "llama-3.1-405b", "deepseek-r1-distill-qwen-32b", "qwen3-32b"];
        for count in 2..=names.len() {
            let models = names[..count].join(",");
            let page = ours().get(&format!("{locale}/compare?m={models}")).is(200);
            let path = picture_of(&page.text).expect("a picture");
            assert!(path.contains(&format!("m={models}&v=")), "{path}");
            let picture = ours().get(&path).is(200);
            assert!(picture.header("cache-control").contains("immutable"));
            assert!(picture.bytes.len() < MOST_BYTES);
            drawn(&picture.bytes, &path);
            assert!(seen.insert(picture.bytes));
        }
    }
}

#[test]
fn a_comparison_says_the_prices_of_the_catalogue_and_a_dash_for_what_is_unknown() {
    let snapshot = snapshot_of(&our_content());
    let query = Query::parse("m=gpt-5,deepseek-r1-distill-qwen-32b");
    let card = share::card(&snapshot, &Route::parse("/en/compare"), &query, &origin()).expect("a card");
    let Body::Comparison { models, rows } = &card.body else { panic!("{card:?}") };
    assert_eq!(models.len(), 2);
    let prices = rows.iter().find(|row| row.label == "Input price").expect("prices");
    let model = snapshot.site.catalog.model(&"gpt-5".into()).expect("a model");
    let (_, price) = snapshot.site.catalog.headline_price(model, today()).expect("a price");
    assert_eq!(prices.cells[0].value, price.money(price.input).print());
    assert_eq!(prices.cells[1].value, "");
    assert!(card.alt().contains(&format!("Input price {} / —", prices.cells[0].value)), "{}", card.alt());
}

#[test]
fn one_address_stands_for_all_ways_to_ask_for_a_comparison() {
    let picture = |query: &str| {
        let page = ours().get(&format!("/compare?{query}")).is(200);
        picture_of(&page.text).expect("a picture")
    };
    let usual = picture("m=gpt-5,gpt-4.1");
    assert_eq!(usual, picture("m=gpt-5&m=gpt-4.1&diff=1&utm_source=x"));
    assert_ne!(usual, picture("m=gpt-4.1,gpt-5"));
    // Fewer than two, or none that exists: the picture of the page.
    assert_eq!(picture(""), picture("m=no-such-model"));
    assert_eq!(picture(""), picture("m=gpt-5"));
}

#[test]
fn what_is_no_page_has_no_picture() {
    for path in [
        "zh/nothing.png",
        "zh/models/nothing.png",
        "en/scenarios/nothing.png",
        "fr/about.png",
        "zh-CN/about.png",
        "zh/about.jpg",
        "zh/about",
        "zh/.png",
        "zh/../about.png",
        "about.png",
        "%00.png",
    ] {
        ours().get(&format!("/share/{path}")).is(404);
    }
    assert_eq!(picture_of(&ours().get("/nothing").is(404).text), None);
}

#[test]
fn only_the_right_version_may_be_kept_for_good() {
    let path = picture_of(&ours().get("/about").is(200).text).expect("a picture");
    let (bare, _) = path.split_once('?').expect("a version");
    for other in [bare.to_owned(), format!("{bare}?v=00000000"), format!("{bare}?v=")] {
        assert_eq!(ours().get(&other).is(200).header("cache-control"), "no-cache", "{other}");
    }
}

#[test]
fn a_client_that_has_a_picture_is_told_so() {
    let path = "/share/en/about.png";
    let first = ours().get(path).is(200);
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.len() > 10, "{tag}");
    for known in [tag.clone(), format!("\"x\", {tag}"), format!("W/{tag}")] {
        let again = ours().ask(Method::GET, path, &[("if-none-match", &known)]).is(304);
        assert_eq!((again.bytes.len(), again.header("etag")), (0, &*tag));
    }
    ours().ask(Method::GET, path, &[("if-none-match", "\"other\"")]).is(200);
    let head = ours().ask(Method::HEAD, path, &[]).is(200);
    assert_eq!(head.bytes.len(), 0);
    assert_eq!(head.header("content-length"), first.bytes.len().to_string());
    assert_eq!((head.header("content-type"), head.header("etag")), ("image/png", &*tag));
    ours().ask(Method::POST, path, &[]).is(405);
}

#[test]
fn other_words_make_another_version() {
    let before = Picture::of(
        &snapshot_of(&fixture("good")),
        &Route::parse("/guide/start"),
        &Query::default(),
        &origin(),
    )
    .expect("a picture");
    let changed = copy_of("good");
    let file = changed.path().join("pages/zh/guide/start.md");
    let text = fs::read_to_string(&file).expect("a page");
    let title = text.lines().find_map(|line| line.strip_prefix("title: ")).expect("a title").to_owned();
    fs::write(&file, text.replace(&format!("title: {title}"), "title: 另一个标题")).expect("a write");
    let snapshot = snapshot_of(changed.path());
    let of = |origin: &Origin| {
        Picture::of(&snapshot, &Route::parse("/guide/start"), &Query::default(), origin).expect("a picture")
    };
    let after = of(&origin());
    assert_ne!(before.version(), after.version());
    assert_ne!(after.version(), of(&"https://elsewhere.test".parse().expect("an origin")).version());
    // And the same words the same one, whenever they were read.
    let again = snapshot_of(&fixture("good"));
    let again = Picture::of(&again, &Route::parse("/guide/start"), &Query::default(), &origin());
    assert_eq!(again.map(|picture| picture.address()), Some(before.address()));
}

#[test]
fn any_title_makes_a_picture() {
    let long = "很长的标题与 long words ".repeat(40);
    let titles = [
        "🚀🚀🚀",
        "👩‍💻 emoji 中间 🇨🇳",
        "مرحبا بالعالم",
        "שלום <b>&amp; \\\"'\\\" & </text></svg>",
        "한국어 모델",
        "\\u202Ereversed\\u0007\\u0000 \\uFFFE\\uFFFF",
        &long,
        &"W".repeat(500),
        &"，".repeat(300),
        &"e\u{301}\u{302}\u{303}".repeat(100),
        "ﷺ﷽꧅𒐫⸻",
        " ",
    ];
    let copy = copy_of("good");
    for (place, title) in titles.iter().enumerate() {
        let text = format!("---\ntitle: \"{title}\"\ndescription: \"{title}\"\n---\n\n# x\n\n{title}\n");
        fs::write(copy.path().join(format!("pages/zh/odd-{place}.md")), text).expect("a page");
    }
    let site = Site::of(copy.path());
    for place in 0..titles.len() {
        let page = site.get(&format!("/odd-{place}")).is(200);
        let path = picture_of(&page.text).unwrap_or_else(|| panic!("no picture of {place}"));
        let picture = site.get(&path).is(200);
        assert!(drawn(&picture.bytes, &path) > 1_000, "{path} is empty");
    }
}

#[test]
fn a_title_in_a_script_the_font_lacks_is_told_in_the_other_language() {
    let copy = copy_of("good");
    let write = |language: &str, title: &str| {
        let text = format!("---\ntitle: {title}\n---\n\n# {title}\n\nText.\n");
        fs::write(copy.path().join(format!("pages/{language}/odd-name.md")), text).expect("a page");
    };
    write("zh", "한국어");
    let title = || {
        let snapshot = snapshot_of(copy.path());
        share::card(&snapshot, &Route::parse("/odd-name"), &Query::default(), &origin())
            .expect("a card")
            .title
    };
    assert_eq!(title(), "odd-name");
    write("en", "Korean");
    assert_eq!(title(), "Korean");
}

#[test]
fn a_chinese_address_has_a_picture_by_an_address_of_plain_signs() {
    let copy = copy_of("good");
    fs::write(copy.path().join("pages/zh/指南 a%b.md"), "# 指南\n\n正文。\n").expect("a page");
    let site = Site::of(copy.path());
    let path = picture_of(&site.get("/指南 a%25b").is(200).text).expect("a picture");
    assert!(path.is_ascii() && !path.contains(' '), "{path}");
    assert_eq!(site.get(&path).is(200).header("content-type"), "image/png");
}
