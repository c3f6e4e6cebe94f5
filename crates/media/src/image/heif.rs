//! The container of AVIF and HEIC pictures (ISO/IEC 23008-12): items with properties. Read is what leads to the pixels of
//! the main picture - one item, or a grid of tiles, as phones write it - and to its transparency.

use crate::{
    boxes::{self, Numbers},
    icc, limits,
    picture::{Orientation, check_size},
    refusal::{Refusal, damaged},
    sniff::Format,
};

/// A picture in its container.
pub struct Heif {
    /// What is seen.
    pub picture: Coded,
    /// How opaque it is, as the brightness of a second picture.
    pub alpha: Option<Coded>,
    /// Where the top is.
    pub orientation: Orientation,
    /// How its colours are meant, cleaned.
    pub icc: Option<Vec<u8>>,
    /// How its numbers are meant, if the container says so.
    pub colour: Option<Colour>,
}

/// `nclx` of a `colr` box, as in H.273.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// `MatrixCoefficients`.
    pub matrix: u16,
    /// Whether all numbers mean something.
    pub is_full_range: bool,
}

/// A picture as compressed tiles.
pub struct Coded {
    /// Its size.
    pub size: (u32, u32),
    /// Tiles from left to right; 1 if there is only one.
    pub columns: u32,
    /// Each tile's size; the last ones may stand out.
    pub tile: (u32, u32),
    /// The tiles, row by row.
    pub tiles: Vec<Vec<u8>>,
    /// The decoder's configuration (`hvcC`, `av1C`).
    pub configuration: Vec<u8>,
}

struct Item {
    id: u32,
    kind: [u8; 4],
    /// Which properties it has, counted from 1.
    properties: Vec<usize>,
    /// Whether its bytes lie in `idat`, and where.
    is_inside: bool,
    extents: Vec<(usize, usize)>,
}

struct Reference {
    kind: [u8; 4],
    from: u32,
    to: Vec<u32>,
}

struct Meta<'bytes> {
    bytes: &'bytes [u8],
    inside: &'bytes [u8],
    items: Vec<Item>,
    references: Vec<Reference>,
    properties: Vec<([u8; 4], &'bytes [u8])>,
    main: u32,
}

/// Finds the main picture.
///
/// # Errors
/// The container is damaged, or holds more than is taken.
pub fn read(bytes: &[u8], format: Format) -> Result<Heif, Refusal> {
    let wrong = || damaged(format, "its boxes make no sense");
    let meta = Meta::read(bytes).ok_or_else(wrong)?;
    let main = meta.item(meta.main).ok_or_else(wrong)?;
    let picture = meta.coded(main, format)?;
    let alpha = match meta.alpha_of(main.id) {
        Some(item) => Some(meta.coded(item, format)?),
        None => None,
    };
    let first_tile = meta.referred(b"dimg", main.id).first().and_then(|id| meta.item(*id));
    let profile = |item: &Item| {
        meta.all(item, b"colr").find_map(|body| match body.get(..4)? {
            b"prof" | b"rICC" => icc::cleaned(&body[4..]),
            _ => None,
        })
    };
    let colour = |item: &Item| {
        meta.all(item, b"colr").find_map(|body| match body.get(..4)? {
            b"nclx" => {
                Some(Colour { matrix: boxes::u16_at(body, 8)?, is_full_range: body.get(10)? & 0x80 != 0 })
            }
            _ => None,
        })
    };
    Ok(Heif {
        orientation: meta.orientation(main),
        icc: profile(main).or_else(|| profile(first_tile?)),
        colour: colour(main).or_else(|| colour(first_tile?)),
        picture,
        alpha,
    })
}

impl<'bytes> Meta<'bytes> {
    fn read(bytes: &'bytes [u8]) -> Option<Self> {
        let top = boxes::list(bytes, 0..bytes.len())?;
        let body = boxes::find(&top, b"meta")?.body.clone();
        // Its first four bytes are a version and flags.
        let parts = boxes::list(bytes, body.start + 4..body.end)?;
        let part = |name: &[u8; 4]| boxes::find(&parts, name).map(|found| &bytes[found.body.clone()]);
        let main = part(b"pitm")?;
        let main = if main.first()? == &0 { boxes::u16_at(main, 4)?.into() } else { boxes::u32_at(main, 4)? };
        let mut meta = Self {
            bytes,
            inside: part(b"idat").unwrap_or_default(),
            items: Vec::new(),
            references: Vec::new(),
            properties: Vec::new(),
            main,
        };
        meta.read_items(boxes::find(&parts, b"iinf")?.body.clone())?;
        meta.read_places(part(b"iloc")?)?;
        let properties = boxes::list(bytes, boxes::find(&parts, b"iprp")?.body.clone())?;
        let container = boxes::list(bytes, boxes::find(&properties, b"ipco")?.body.clone())?;
        meta.properties = container.iter().map(|found| (found.name, &bytes[found.body.clone()])).collect();
        for found in properties.iter().filter(|found| &found.name == b"ipma") {
            meta.read_associations(&bytes[found.body.clone()])?;
        }
        if let Some(references) = boxes::find(&parts, b"iref") {
            meta.read_references(references.body.clone())?;
        }
        Some(meta)
    }

    fn read_items(&mut self, body: std::ops::Range<usize>) -> Option<()> {
        let bytes = self.bytes;
        let skipped = if bytes.get(body.start)? == &0 { 6 } else { 8 };
        for found in boxes::list(bytes, body.start + skipped..body.end)? {
            let entry = &bytes[found.body.clone()];
            let mut numbers = Numbers::new(entry.get(4..)?);
            let id = match entry.first()? {
                2 => numbers.next(2)?,
                3 => numbers.next(4)?,
                _ => continue,
            };
            numbers.next(2)?;
            let kind = numbers.rest().get(..4)?.try_into().ok()?;
            let item =
                Item { id: id as u32, kind, properties: Vec::new(), is_inside: false, extents: Vec::new() };
            self.items.push(item);
            if self.items.len() > limits::HEIF_ITEMS {
                return None;
            }
        }
        Some(())
    }

    /// `iloc`: where the items' bytes lie.
    fn read_places(&mut self, body: &[u8]) -> Option<()> {
        let version = *body.first()?;
        let mut numbers = Numbers::new(body.get(4..)?);
        let sizes = numbers.next(2)?;
        let size = |shift: u32| usize::try_from(sizes >> shift & 0xF).ok().filter(|size| *size <= 8);
        let (offset_size, length_size, base_size) = (size(12)?, size(8)?, size(4)?);
        let index_size = if version > 0 { size(0)? } else { 0 };
        let id_size = if version < 2 { 2 } else { 4 };
        for _ in 0..numbers.next(id_size)? {
            let id = numbers.next(id_size)? as u32;
            let construction = if version > 0 { numbers.next(2)? & 0xF } else { 0 };
            // Which other file the bytes are in; only this one is ever read.
            let is_here = numbers.next(2)? == 0;
            let base = numbers.next(base_size)?;
            let mut extents = Vec::new();
            for _ in 0..numbers.next(2)? {
                numbers.next(index_size)?;
                let start = usize::try_from(base.checked_add(numbers.next(offset_size)?)?).ok()?;
                extents.push((start, usize::try_from(numbers.next(length_size)?).ok()?));
            }
            if let Some(item) =
                self.items.iter_mut().find(|item| item.id == id && is_here && construction < 2)
            {
                item.is_inside = construction == 1;
                item.extents = extents;
            }
        }
        Some(())
    }

    /// `ipma`: which properties the items have.
    fn read_associations(&mut self, body: &[u8]) -> Option<()> {
        let (version, flags) = (*body.first()?, *body.get(3)?);
        let mut numbers = Numbers::new(body.get(4..)?);
        let (id_size, index_size) = (if version < 1 { 2 } else { 4 }, if flags & 1 == 0 { 1 } else { 2 });
        for _ in 0..numbers.next(4)? {
            let id = numbers.next(id_size)? as u32;
            let mut properties = Vec::new();
            for _ in 0..numbers.next(1)? {
                let index = numbers.next(index_size)?;
                // The first bit says whether a reader must know it.
                properties.push((index & if index_size == 1 { 0x7F } else { 0x7FFF }) as usize);
            }
            if let Some(item) = self.items.iter_mut().find(|item| item.id == id) {
                item.properties = properties;
            }
        }
        Some(())
    }

    fn read_references(&mut self, body: std::ops::Range<usize>) -> Option<()> {
        let id_size = if self.bytes.get(body.start)? == &0 { 2 } else { 4 };
        for found in boxes::list(self.bytes, body.start + 4..body.end)? {
            let mut numbers = Numbers::new(&self.bytes[found.body.clone()]);
            let from = numbers.next(id_size)? as u32;
            let mut to = Vec::new();
            for _ in 0..numbers.next(2)? {
                to.push(numbers.next(id_size)? as u32);
            }
            if to.len() > limits::HEIF_ITEMS || self.references.len() > limits::HEIF_ITEMS {
                return None;
            }
            self.references.push(Reference { kind: found.name, from, to });
        }
        Some(())
    }

    fn item(&self, id: u32) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    fn all(&self, item: &Item, name: &'static [u8; 4]) -> impl Iterator<Item = &'bytes [u8]> {
        let named = item.properties.iter().filter_map(|index| self.properties.get(index.checked_sub(1)?));
        named.filter(move |(found, _)| found == name).map(|(_, body)| *body)
    }

    fn referred(&self, kind: &[u8; 4], from: u32) -> &[u32] {
        let found = self.references.iter().find(|found| found.kind == *kind && found.from == from);
        found.map(|found| &found.to[..]).unwrap_or_default()
    }

    /// The picture that says how opaque this one is.
    fn alpha_of(&self, id: u32) -> Option<&Item> {
        let helpers = self.references.iter().filter(|found| &found.kind == b"auxl" && found.to.contains(&id));
        helpers.filter_map(|found| self.item(found.from)).find(|item| {
            self.all(item, b"auxC").any(|body| {
                let name = body.get(4..).unwrap_or_default();
                name.starts_with(b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha")
                    || name.starts_with(b"urn:mpeg:hevc:2015:auxid:1")
            })
        })
    }

    fn size_of(&self, item: &Item) -> Option<(u32, u32)> {
        let body = self.all(item, b"ispe").next()?;
        Some((boxes::u32_at(body, 4)?, boxes::u32_at(body, 8)?))
    }

    fn data_of(&self, item: &Item) -> Option<Vec<u8>> {
        let source = if item.is_inside { self.inside } else { self.bytes };
        let mut data = Vec::new();
        for (start, length) in &item.extents {
            // No length means all the rest.
            let end = if *length == 0 { source.len() } else { start.checked_add(*length)? };
            data.extend_from_slice(source.get(*start..end)?);
            if data.len() > self.bytes.len() {
                return None;
            }
        }
        Some(data)
    }

    /// `irot` counts quarters of a turn to the left, and comes before `imir`, which swaps top and bottom (0) or left and
    /// right (1).
    fn orientation(&self, item: &Item) -> Orientation {
        let quarters =
            self.all(item, b"irot").next().and_then(|body| body.first()).map_or(0, |turn| turn & 3);
        let mirror = self.all(item, b"imir").next().and_then(|body| body.first()).map(|axis| axis & 1);
        let upright = [1, 8, 3, 6];
        let mirrored = |axis| if axis == 1 { [2, 7, 4, 5] } else { [4, 5, 2, 7] };
        Orientation::from_exif(mirror.map_or(upright, mirrored)[usize::from(quarters)])
    }

    fn coded(&self, item: &Item, format: Format) -> Result<Coded, Refusal> {
        let wrong = || damaged(format, "its boxes make no sense");
        let wanted: (&[u8; 4], &'static [u8; 4]) =
            if format == Format::Avif { (b"av01", b"av1C") } else { (b"hvc1", b"hvcC") };
        if &item.kind == b"grid" {
            return self.grid(item, format);
        }
        if item.kind != *wanted.0 {
            let detail = "its picture is compressed in an unusual way".to_owned();
            return Err(Refusal::Unreadable { format, detail });
        }
        let size = self.size_of(item).ok_or_else(wrong)?;
        check_size(size.0, size.1, limits::IMAGE_PIXELS)?;
        let data = self.data_of(item).ok_or_else(|| damaged(format, "it breaks off"))?;
        let configuration = self.all(item, wanted.1).next().ok_or_else(wrong)?.to_vec();
        Ok(Coded { size, columns: 1, tile: size, tiles: vec![data], configuration })
    }

    /// A grid says how many tiles there are and how large the whole is; the tiles are items themselves.
    fn grid(&self, item: &Item, format: Format) -> Result<Coded, Refusal> {
        let wrong = || damaged(format, "its tiles make no sense");
        let data = self.data_of(item).ok_or_else(wrong)?;
        let mut numbers = Numbers::new(&data);
        let mut number = |length| numbers.next(length).ok_or_else(wrong);
        let (_version, flags) = (number(1)?, number(1)?);
        let (rows, columns) = (number(1)? as u32 + 1, number(1)? as u32 + 1);
        let side = if flags & 1 == 0 { 2 } else { 4 };
        let size = (number(side)? as u32, number(side)? as u32);
        check_size(size.0, size.1, limits::IMAGE_PIXELS)?;
        let ids = self.referred(b"dimg", item.id);
        if ids.len() != (rows * columns) as usize || ids.contains(&item.id) {
            return Err(wrong());
        }
        let mut tiles = Vec::new();
        let mut first: Option<Coded> = None;
        for id in ids {
            let tile = self.item(*id).filter(|tile| &tile.kind != b"grid").ok_or_else(wrong)?;
            let mut tile = self.coded(tile, format)?;
            tiles.append(&mut tile.tiles);
            if first.as_ref().is_some_and(|first| first.tile != tile.tile) {
                return Err(wrong());
            }
            first.get_or_insert(tile);
        }
        let first = first.ok_or_else(wrong)?;
        let tile = first.tile;
        let covered = (u64::from(tile.0) * u64::from(columns), u64::from(tile.1) * u64::from(rows));
        let needed = (u64::from(size.0), u64::from(size.1));
        // Tiles stand out by less than one of them, or somebody hides work in them.
        let is_tight = covered.0 < needed.0 + u64::from(tile.0) && covered.1 < needed.1 + u64::from(tile.1);
        if covered.0 < needed.0 || covered.1 < needed.1 || !is_tight {
            return Err(wrong());
        }
        Ok(Coded { size, columns, tile, tiles, configuration: first.configuration })
    }
}

impl Coded {
    /// Where a tile's left upper corner is.
    #[must_use]
    pub fn place(&self, tile: usize) -> (u32, u32) {
        let tile = tile as u32;
        (tile % self.columns * self.tile.0, tile / self.columns * self.tile.1)
    }
}
