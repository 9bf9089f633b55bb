//! The folder the server serves: hashed names, compressed copies, a manifest.
//!
//! 1. [`Site::add_hashed`] and [`Site::add_public`] write each file with its
//!    `.br` and `.gz` beside it, every one by rename.
//! 2. [`Site::finish`] writes `manifest.json` last, then removes what only
//!    the manifest before it named.
//!
//! So a server that reads the manifest finds every file in it, at any moment.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value, json};

const COMPRESSIBLE: [&str; 10] =
    ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];
const MANIFEST: &str = "manifest.json";

/// Bytes of one file, raw and on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sizes {
    pub(crate) raw: usize,
    pub(crate) gzip: usize,
    pub(crate) brotli: usize,
}

pub(crate) struct Site {
    root: PathBuf,
    brotli_quality: i32,
    /// Logical name to hashed path.
    hashed: BTreeMap<String, String>,
    /// Logical name, or path for files of `public/`, to sizes.
    pub(crate) sizes: BTreeMap<String, Sizes>,
}

impl Site {
    pub(crate) fn new(root: &Path, fast: bool) -> Result<Site> {
        fs::create_dir_all(root.join("pkg")).with_context(|| cannot_write(root))?;
        Ok(Site {
            root: root.to_owned(),
            brotli_quality: if fast { 4 } else { 11 },
            hashed: BTreeMap::new(),
            sizes: BTreeMap::new(),
        })
    }

    /// Writes `pkg/STEM.HASH.EXT` and lists it as `name`.
    pub(crate) fn add_hashed(&mut self, name: &str, stem: &str, bytes: &[u8]) -> Result<()> {
        let extension = Path::new(name).extension().unwrap_or_default().to_string_lossy();
        let path = format!("pkg/{stem}.{}.{extension}", hash8(bytes));
        let sizes = self.write(&path, bytes)?;
        self.hashed.insert(name.to_owned(), path);
        self.sizes.insert(name.to_owned(), sizes);
        Ok(())
    }

    /// Copies the files of a folder to the root, but for hidden ones and those
    /// named in `except`.
    pub(crate) fn add_public(&mut self, folder: &Path, except: &[&str]) -> Result<()> {
        for path in files_under(folder)? {
            let name = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
            if except.contains(&name.as_str()) {
                continue;
            }
            ensure!(
                name != MANIFEST && !name.starts_with("pkg/"),
                "{} would overwrite what the builder writes: give it another name",
                path.display()
            );
            let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let sizes = self.write(&name, &bytes)?;
            self.sizes.insert(name, sizes);
        }
        Ok(())
    }

    /// Writes the manifest, then removes what the last build left behind.
    pub(crate) fn finish(&self) -> Result<()> {
        let path = self.root.join(MANIFEST);
        let before = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let text = serde_json::to_string_pretty(&self.manifest())?;
        replace(&path, text.as_bytes())?;
        for stale in self.stale(before.as_ref()) {
            for suffix in ["", ".br", ".gz"] {
                let path = self.root.join(format!("{stale}{suffix}"));
                if path.is_file() {
                    fs::remove_file(&path).with_context(|| cannot_write(&path))?;
                }
            }
        }
        Ok(())
    }

    fn manifest(&self) -> Value {
        let mut manifest: Map<String, Value> =
            self.hashed.iter().map(|(name, path)| (name.clone(), Value::from(path.as_str()))).collect();
        let sizes = self
            .sizes
            .iter()
            .map(|(name, s)| (name.clone(), json!({ "raw": s.raw, "gzip": s.gzip, "brotli": s.brotli })))
            .collect();
        manifest.insert("sizes".to_owned(), Value::Object(sizes));
        Value::Object(manifest)
    }

    /// Hashed files not of this build, and public files that are no more.
    fn stale(&self, before: Option<&Value>) -> Vec<String> {
        let mut stale = Vec::new();
        for path in files_under(&self.root.join("pkg")).unwrap_or_default() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = name.trim_end_matches(".br").trim_end_matches(".gz");
            if !self.hashed.values().any(|now| now.strip_prefix("pkg/") == Some(name)) && is_hashed(name) {
                stale.push(format!("pkg/{name}"));
            }
        }
        let listed = before.and_then(|b| b.get("sizes")).and_then(Value::as_object);
        for name in listed.into_iter().flat_map(Map::keys) {
            let logical = before.and_then(|b| b.get(name)).is_some();
            let inside = Path::new(name).components().all(|c| matches!(c, std::path::Component::Normal(_)));
            if !logical && inside && !self.sizes.contains_key(name) {
                stale.push(name.clone());
            }
        }
        stale
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<Sizes> {
        let path = self.root.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| cannot_write(folder))?;
        }
        let mut sizes = Sizes { raw: bytes.len(), gzip: bytes.len(), brotli: bytes.len() };
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        if COMPRESSIBLE.contains(&&*extension) {
            for (suffix, packed, size) in [
                (".br", brotli(bytes, self.brotli_quality)?, &mut sizes.brotli),
                (".gz", gzip(bytes)?, &mut sizes.gzip),
            ] {
                *size = packed.len();
                replace(&self.root.join(format!("{name}{suffix}")), &packed)?;
            }
        }
        replace(&path, bytes)?;
        Ok(sizes)
    }
}

/// Eight hexadecimal digits that change with the content (FNV-1a, folded).
fn hash8(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    });
    format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
}

/// Whether a name looks like `stem.0123abcd.ext`.
fn is_hashed(name: &str) -> bool {
    let mut parts = name.rsplit('.');
    let (_extension, hash) = (parts.next(), parts.next().unwrap_or_default());
    parts.next().is_some() && hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit())
}

fn brotli(bytes: &[u8], quality: i32) -> Result<Vec<u8>> {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality, size_hint: bytes.len(), ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// Writes a file so that a reader sees the old one or the new one, whole.
fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = path.with_file_name(format!(".{name}.new"));
    fs::write(&temporary, bytes).with_context(|| cannot_write(&temporary))?;
    fs::rename(&temporary, path).with_context(|| cannot_write(path))
}

/// Every file below a folder, in order, without hidden ones.
fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| {
        format!("cannot read {}: create it, or name another with --public", folder.display())
    })?;
    for entry in entries {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && (!hidden || path.ends_with(".well-known")) {
            files.extend(files_under(&path)?);
        } else if !hidden {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}: check that the folder is yours, or name another with --out", path.display())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use serde_json::Value;

    use super::{Site, hash8, is_hashed};

    fn folder(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("site-assets-site-{name}-{}", std::process::id()));
        fs::remove_dir_all(&dir).ok();
        fs::create_dir_all(dir.join("public/icons")).expect("a writable temporary directory");
        dir
    }

    #[test]
    fn the_hash_is_eight_digits_of_the_content() {
        // FNV-1a 64 of "" is cbf29ce484222325, of "a" af63dc4c8601ec8c.
        assert_eq!(hash8(b""), "4fd0bfc1");
        assert_eq!(hash8(b"a"), "296230c0");
    }

    #[test]
    fn only_hashed_names_look_hashed() {
        assert!(is_hashed("model-atlas.0123abcd.wasm"));
        assert!(!is_hashed("model-atlas.wasm"));
        assert!(!is_hashed("0123abcd.wasm"));
        assert!(!is_hashed("site.0123abcx.css"));
    }

    #[test]
    fn a_second_build_replaces_the_first() {
        let dir = folder("second");
        let (public, out) = (dir.join("public"), dir.join("site"));
        fs::write(public.join("boot.js"), "hidden").expect("writable");
        fs::write(public.join("robots.txt"), "all welcome").expect("writable");
        fs::write(public.join("icons/a.png"), "png").expect("writable");

        let mut first = Site::new(&out, true).expect("writable");
        first.add_hashed("site.css", "site", b"old").expect("writable");
        first.add_public(&public, &["boot.js"]).expect("readable");
        first.finish().expect("writable");
        let old = out.join(format!("pkg/site.{}.css", hash8(b"old")));
        for path in [&old, &out.join("robots.txt.br"), &out.join("robots.txt.gz"), &out.join("icons/a.png")] {
            assert!(path.is_file(), "{} is missing", path.display());
        }
        assert!(!out.join("boot.js").exists() && !out.join("icons/a.png.br").exists());

        fs::remove_file(public.join("robots.txt")).expect("writable");
        let mut second = Site::new(&out, true).expect("writable");
        second.add_hashed("site.css", "site", b"new").expect("writable");
        second.add_public(&public, &["boot.js"]).expect("readable");
        second.finish().expect("writable");
        assert!(!old.exists() && !out.join("robots.txt").exists() && !out.join("robots.txt.br").exists());

        let text = fs::read_to_string(out.join("manifest.json")).expect("a manifest");
        let manifest: Value = serde_json::from_str(&text).expect("valid JSON");
        let path = manifest["site.css"].as_str().expect("a path");
        assert_eq!(fs::read(out.join(path)).expect("the file it names"), b"new");
        assert_eq!(manifest["sizes"]["site.css"]["raw"], 3);
        assert_eq!(manifest["sizes"]["icons/a.png"]["brotli"], 3);
    }
}
