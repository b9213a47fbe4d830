//! The message list: a sparse window of rows around the view, asked for by pages.
//!
//! The list of the last answered filter stays on screen until the first page of the next one is here, so
//! nothing flickers. Pages far from the view are forgotten; 100,000 rows never lie in memory at once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Asks, Purpose};
use crate::domain::ids::MailId;
use crate::domain::mail::{MailFilter, MailPage, MailRow};
use crate::domain::problem::Problem;
use crate::engine::command::Command;

/// Rows per page.
pub const PAGE: usize = 200;
/// Pages kept around the view.
const KEEP: usize = 12;

/// The answer to one filter, as far as it was asked for.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    number: u64,
    pub filter: MailFilter,
    pub total: usize,
    /// Rows per filter chip: all, personal, technical.
    pub per_class: [usize; 3],
    pages: BTreeMap<usize, Vec<MailRow>>,
    pending: BTreeSet<usize>,
    pub problem: Option<Problem>,
}

impl Listing {
    fn new(number: u64, filter: MailFilter) -> Self {
        Self { number, filter, ..Self::default() }
    }

    /// The row at a position, if its page is here.
    #[must_use]
    pub fn row(&self, index: usize) -> Option<&MailRow> {
        self.pages.get(&(index / PAGE))?.get(index % PAGE)
    }

    /// Position of a mail among the rows that are here.
    #[must_use]
    pub fn position(&self, mail: MailId) -> Option<usize> {
        self.pages.iter().find_map(|(page, rows)| rows.iter().position(|row| row.id == mail).map(|at| page * PAGE + at))
    }
}

/// The list on screen and the one on its way.
#[derive(Debug, Default)]
pub struct MailList {
    shown: Option<Listing>,
    coming: Option<Listing>,
    view: Range<usize>,
    numbers: u64,
}

impl MailList {
    /// The list to draw; `None` until the first answer.
    #[must_use]
    pub fn shown(&self) -> Option<&Listing> {
        self.shown.as_ref()
    }

    /// The filter asked for last; that of the list on screen may be older.
    #[must_use]
    pub fn filter(&self) -> Option<&MailFilter> {
        self.coming.as_ref().or(self.shown.as_ref()).map(|listing| &listing.filter)
    }

    /// Whether another list is on its way.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.coming.is_some()
    }

    /// Problem of the last question.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        self.coming.as_ref().or(self.shown.as_ref())?.problem.as_ref()
    }

    /// Shows another filter; the same one again changes nothing.
    pub fn show(&mut self, filter: MailFilter) {
        if self.filter() != Some(&filter) {
            self.view = 0..1;
            self.start(filter);
        }
    }

    /// Tells which rows are on screen, so that their pages are asked for.
    pub fn look_at(&mut self, rows: Range<usize>) {
        self.view = rows;
    }

    /// Asks for the list on screen anew, at the place that is looked at.
    pub fn reload(&mut self) {
        if let Some(filter) = self.filter().cloned() {
            self.start(filter);
        }
    }

    fn start(&mut self, filter: MailFilter) {
        self.numbers += 1;
        self.coming = Some(Listing::new(self.numbers, filter));
    }

    /// Asks for the pages that are looked at and not here.
    pub(super) fn ask_missing(&mut self, asks: &mut Asks) {
        // While a list comes, only its pages matter.
        let Some(listing) = self.coming.as_mut().or(self.shown.as_mut()) else { return };
        if listing.problem.is_some() {
            return;
        }
        let pages = self.view.start / PAGE..=self.view.end.saturating_sub(1).max(self.view.start) / PAGE;
        for page in pages {
            let exists = page == 0 || listing.total == 0 || page * PAGE < listing.total;
            if exists && !listing.pages.contains_key(&page) && !listing.pending.contains(&page) {
                listing.pending.insert(page);
                let filter = MailFilter { offset: page * PAGE, limit: PAGE, ..listing.filter.clone() };
                asks.ask(Command::ListMails(filter), Purpose::Page { listing: listing.number, page });
            }
        }
    }

    pub(super) fn expect(&mut self, number: u64, page: usize) {
        if let Some(listing) = self.by_number(number) {
            listing.pending.insert(page);
        }
    }

    pub(super) fn received(&mut self, number: u64, page: usize, result: Result<MailPage, Problem>) {
        let middle = self.view.start / PAGE;
        let Some(listing) = self.by_number(number) else { return };
        listing.pending.remove(&page);
        match result {
            Ok(mails) => {
                listing.problem = None;
                listing.total = mails.total;
                listing.per_class = mails.per_class;
                listing.pages.insert(page, mails.rows);
                while listing.pages.len() > KEEP {
                    let Some(farthest) = listing.pages.keys().copied().max_by_key(|p| p.abs_diff(middle)) else { break };
                    listing.pages.remove(&farthest);
                }
            }
            Err(problem) => listing.problem = Some(problem),
        }
        let ready = self.coming.as_ref().is_some_and(|c| c.pending.is_empty());
        if ready {
            self.shown = self.coming.take();
        }
    }

    fn by_number(&mut self, number: u64) -> Option<&mut Listing> {
        [self.shown.as_mut(), self.coming.as_mut()].into_iter().flatten().find(|listing| listing.number == number)
    }
}
