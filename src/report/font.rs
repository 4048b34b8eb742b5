//! The typefaces of a report, loaded once: Libertinus Serif for words, `DejaVu` Sans Mono for digests and for
//! scripts Libertinus lacks, Noto Emoji for pictures.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use parley::fontique::{
    Blob, Collection, CollectionOptions, FontInfo, FontInfoOverride, FontStyle, FontWeight, SourceCache,
};
use parley::{FontContext, FontFamilyName};

use super::ReportError;

const SERIF: &str = "Libertinus Serif";
const MONO: &str = "DejaVu Sans Mono";
/// The upright serif alone: its bold and italic sisters lack some of its characters.
const UPRIGHT: &str = "Vigie Upright";
const EMOJI: &str = "Vigie Emoji";

/// Where words look for their glyphs, in order.
pub(super) static PROSE: [FontFamilyName<'static>; 4] = [family(SERIF), family(UPRIGHT), family(EMOJI), family(MONO)];
/// Where digests and identifiers look for their glyphs, in order.
pub(super) static CODE: [FontFamilyName<'static>; 4] = [family(MONO), family(UPRIGHT), family(SERIF), family(EMOJI)];

const fn family(name: &'static str) -> FontFamilyName<'static> {
    FontFamilyName::Named(Cow::Borrowed(name))
}

static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(Fonts::load);

/// The loaded typefaces.
pub(super) struct Fonts {
    collection: Collection,
    /// Each face with the id parley knows it by.
    faces: Vec<(u64, krilla::text::Font)>,
    /// The faces that any style falls back to: what they hold can always be shown.
    common: Vec<(FontInfo, Blob<u8>)>,
}

impl Fonts {
    /// The typefaces, loaded at the first call.
    pub(super) fn get() -> Result<&'static Self, ReportError> {
        FONTS.as_ref().ok_or(ReportError::Fonts)
    }

    fn load() -> Option<Self> {
        let mut fonts = Self {
            collection: Collection::new(CollectionOptions { shared: false, system_fonts: false }),
            faces: Vec::new(),
            common: Vec::new(),
        };
        for bytes in typst_assets::fonts() {
            fonts.register_known(bytes)?;
        }
        let emoji = Blob::new(Arc::new(epaint_default_fonts::NOTO_EMOJI_REGULAR));
        fonts.add_face(&emoji)?;
        let info = fonts.register(&emoji, Some(EMOJI))?;
        fonts.common.push((info, emoji));
        // The upright serif, the upright mono and the emoji: fewer means that an asset was renamed.
        (fonts.common.len() == 3).then_some(fonts)
    }

    /// Registers a face if it is of one of our families.
    fn register_known(&mut self, bytes: &'static [u8]) -> Option<()> {
        let blob = Blob::new(Arc::new(bytes));
        let mut probe = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        let (id, _) = probe.register_fonts(blob.clone(), None).pop()?;
        let name = probe.family_name(id)?;
        if name != SERIF && name != MONO {
            return Some(());
        }
        let serif = name == SERIF;
        let info = self.register(&blob, None)?;
        self.add_face(&blob)?;
        if info.weight() == FontWeight::NORMAL && info.style() == FontStyle::Normal {
            if serif {
                self.register(&blob, Some(UPRIGHT))?;
            }
            self.common.push((info, blob));
        }
        Some(())
    }

    fn register(&mut self, blob: &Blob<u8>, name: Option<&str>) -> Option<FontInfo> {
        let rename = name.map(|name| FontInfoOverride { family_name: Some(name), ..FontInfoOverride::default() });
        self.collection.register_fonts(blob.clone(), rename).pop()?.1.pop()
    }

    fn add_face(&mut self, blob: &Blob<u8>) -> Option<()> {
        let data: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(blob.clone());
        self.faces.push((blob.id(), krilla::text::Font::new(data.into(), 0)?));
        Some(())
    }

    /// A parley context over these typefaces and no others.
    pub(super) fn context(&self) -> FontContext {
        FontContext { collection: self.collection.clone(), source_cache: SourceCache::default() }
    }

    /// The krilla face for one of parley's.
    pub(super) fn face(&self, id: u64) -> Option<krilla::text::Font> {
        self.faces.iter().find(|(known, _)| *known == id).map(|(_, face)| face.clone())
    }

    /// Whether a character can be shown in every style.
    pub(super) fn cover(&self, c: char) -> bool {
        c.is_ascii_graphic()
            || self.common.iter().any(|(info, blob)| {
                info.charmap_index()
                    .charmap(blob.as_ref())
                    .is_some_and(|charmap| charmap.map(c).is_some_and(|glyph| glyph != 0))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_faces_load_and_cover_french_arabic_hebrew_and_old_emoji() {
        let fonts = Fonts::get().unwrap();
        assert!(fonts.faces.len() >= 6, "{}", fonts.faces.len());
        for c in "éŒ’«»\u{202F}\u{A0}שمЖΩ😡☑".chars() {
            assert!(fonts.cover(c), "{c:?}");
        }
        for c in "🤮中\u{915}\u{AC00}".chars() {
            assert!(!fonts.cover(c), "{c:?}");
        }
    }
}
