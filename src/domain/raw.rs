//! Reading raw mail bytes piecewise, wherever they lie: in memory, or in chunks in the store.

/// Random access to bytes that may be far larger than memory.
///
/// Readers ask for bounded windows; nobody may hold a whole mail. Errors are those of the place the
/// bytes lie in, as text.
pub trait RawSource {
    /// Length in bytes.
    fn len(&self) -> u64;

    /// Copies bytes from `offset` into `buf` and returns how many; 0 only at the end or for an empty `buf`.
    ///
    /// # Errors
    /// Text of the underlying error (store damaged, disk gone).
    fn read_at(&mut self, offset: u64, buf: &mut [u8]) -> Result<usize, String>;

    /// Whether there are no bytes at all.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads `len` bytes from `offset`, or fewer at the end. For bounded windows only.
    ///
    /// # Errors
    /// As [`RawSource::read_at`].
    fn window(&mut self, offset: u64, len: usize) -> Result<Vec<u8>, String> {
        let mut out = vec![0; len];
        let mut filled = 0;
        while let Some(rest) = out.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.read_at(offset.saturating_add(filled as u64), rest)? {
                0 => break,
                n => filled += n,
            }
        }
        out.truncate(filled);
        Ok(out)
    }
}

impl RawSource for &[u8] {
    fn len(&self) -> u64 {
        <[u8]>::len(self) as u64
    }

    fn read_at(&mut self, offset: u64, buf: &mut [u8]) -> Result<usize, String> {
        let rest = usize::try_from(offset).ok().and_then(|at| self.get(at..)).unwrap_or(&[]);
        let n = rest.len().min(buf.len());
        if let (Some(to), Some(from)) = (buf.get_mut(..n), rest.get(..n)) {
            to.copy_from_slice(from);
        }
        Ok(n)
    }
}
