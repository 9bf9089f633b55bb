//! Search over our own sections, repeated until there are as many as asked for:
//! `cargo bench --bench scale -- 1000000`. Prints how long indexing takes, how
//! large it gets and how long queries take; nothing here passes or fails.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use model_atlas::catalog::quantity::Date;
use model_atlas::content::load;
use model_atlas::locale::Locale;
use model_atlas::search::{Document, Index, Kind, Options};
use model_atlas::snapshot::{documents, synonyms};

/// One or two of each way to type.
const QUERIES: [&str; 26] = [
    "deepseek",
    "DeepSeek-V3",
    "deepseek v3 价格",
    "上下文窗口",
    "混合专家",
    "混合專家",
    "上下文視窗",
    "模型",
    "怎么在本地部署 deepseek",
    "how much does deepseek cost",
    "which model is best for coding",
    "context window",
    "mixture of experts",
    "base_url",
    "deepseek-chat",
    "671B",
    "128k",
    "hunhezhuanjia",
    "shangxiawen",
    "deepsek",
    "quantisaton",
    "transf",
    "混合专",
    "低秩压缩",
    "model training data and the price of tokens",
    "大模型的训练数据和推理成本以及价格",
];

fn main() -> std::io::Result<()> {
    let wanted = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(12_000);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let today: Date = "2026-11-25".parse().map_err(|_| std::io::Error::other("no date"))?;
    let (site, _) = load(&folder, today);
    let mut sections = documents(&site, today);
    sections.retain(|document| document.kind == Kind::Page);
    let repeated: Vec<Document> = (0..)
        .flat_map(|round| sections.iter().map(move |section| again(section, round)))
        .take(wanted)
        .collect();
    let characters: usize = repeated.iter().map(|document| document.body.chars().count()).sum();
    let groups = synonyms(&site);
    let mut out = std::io::stdout().lock();
    let before = resident();
    let begun = Instant::now();
    let index = Index::build(repeated, &groups).map_err(std::io::Error::other)?;
    let took = begun.elapsed();
    writeln!(out, "sections                {}", index.len())?;
    writeln!(out, "characters              {characters}")?;
    writeln!(out, "indexing                {:.2} s", took.as_secs_f64())?;
    writeln!(out, "index                   {:.1} MiB", index.bytes() as f64 / 1_048_576.0)?;
    writeln!(out, "memory of the texts     {:.0} MiB", before as f64 / 1024.0)?;
    writeln!(out, "memory with the index   {:.0} MiB", resident() as f64 / 1024.0)?;
    let mut all = Vec::new();
    let mut slowest: Vec<(Duration, &str)> = Vec::new();
    for query in QUERIES {
        let mut times = Vec::new();
        for round in 0..40 {
            let locale = if round % 2 == 1 { Locale::Zh } else { Locale::En };
            let options = Options { locale: Some(locale), ..Options::default() };
            let begun = Instant::now();
            let results = index.search(query, &options);
            times.push(begun.elapsed());
            std::hint::black_box(results);
        }
        times.sort();
        slowest.push((times[times.len() / 2], query));
        all.extend(times);
    }
    all.sort();
    let at = |share: f64| all[((all.len() as f64 * share) as usize).min(all.len() - 1)].as_secs_f64() * 1e3;
    writeln!(out, "query p50, p99, worst   {:.2} ms, {:.2} ms, {:.2} ms", at(0.5), at(0.99), at(1.0))?;
    slowest.sort_by(|a, b| b.cmp(a));
    for (median, query) in slowest.iter().take(6) {
        writeln!(out, "  median {:>6.2} ms      {query}", median.as_secs_f64() * 1e3)?;
    }
    Ok(())
}

/// The same section on another page.
fn again(section: &Document, round: usize) -> Document {
    let mut section = section.clone();
    for address in [&mut section.url, &mut section.page, &mut section.topic] {
        *address = format!("/{round}{address}");
    }
    section
}

/// Resident memory of this process, in KiB; 0 where the system does not say.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
