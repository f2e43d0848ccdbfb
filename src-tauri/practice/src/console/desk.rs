//! What the administrator has begun and not saved: half-filled pages, and messages that the next page shows.
//!
//! It goes with a switch of scenario, and nothing on it has any effect on the pod. Leaving a page is all it takes to
//! lose what was typed there, as in Oracle's own pages.

use std::{any::Any, collections::VecDeque};

/// Pages and messages that can lie there at the same time; the one that was left alone for longest gives way.
const ROOM: usize = 64;

/// The number of a thing on the desk, as it stands in addresses.
pub(in crate::console) type Place = u64;

#[derive(Default)]
pub(crate) struct Desk {
    counted: Place,
    things: VecDeque<(Place, Box<dyn Any + Send + Sync>)>,
}

impl Desk {
    /// Lays a thing on the desk and says where.
    pub(in crate::console) fn lay<T: Any + Send + Sync>(&mut self, thing: T) -> Place {
        if self.things.len() == ROOM {
            self.things.pop_front();
        }
        self.counted += 1;
        self.things.push_back((self.counted, Box::new(thing)));
        self.counted
    }

    /// What lies there. None where it was taken away, or is of another kind.
    pub(in crate::console) fn look<T: Any>(&self, place: Place) -> Option<&T> {
        self.things.iter().find(|(there, _)| *there == place)?.1.downcast_ref()
    }

    /// The same to be changed. What is worked on is the last to give way.
    pub(in crate::console) fn change<T: Any>(&mut self, place: Place) -> Option<&mut T> {
        let found = self.things.iter().position(|(there, _)| *there == place)?;
        let thing = self.things.remove(found)?;
        self.things.push_back(thing);
        self.things.back_mut()?.1.downcast_mut()
    }

    pub(in crate::console) fn clear(&mut self, place: Place) {
        self.things.retain(|(there, _)| *there != place);
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What lies there may hold a password.
        formatter.debug_struct("Desk").field("things", &self.things.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_found_where_it_was_laid_and_only_as_what_it_is() {
        let mut desk = Desk::default();
        let place = desk.lay("half a name".to_owned());
        assert_eq!(desk.look::<String>(place).unwrap(), "half a name");
        assert!(desk.look::<u32>(place).is_none());
        desk.change::<String>(place).unwrap().push('!');
        assert_eq!(desk.look::<String>(place).unwrap(), "half a name!");
        desk.clear(place);
        assert!(desk.look::<String>(place).is_none());
    }

    #[test]
    fn what_is_worked_on_stays_however_much_is_laid_beside_it() {
        let mut desk = Desk::default();
        let draft = desk.lay("draft");
        for number in 0..3 * ROOM {
            desk.lay(number);
            assert!(desk.change::<&str>(draft).is_some());
        }
        assert_eq!(desk.things.len(), ROOM);
    }

    #[test]
    fn the_oldest_thing_gives_way_and_places_are_not_given_twice() {
        let mut desk = Desk::default();
        let first = desk.lay(0);
        let places: Vec<_> = (0..ROOM).map(|number| desk.lay(number)).collect();
        assert!(desk.look::<i32>(first).is_none());
        assert!(!places.contains(&first));
        assert_eq!(desk.look::<usize>(places[0]), Some(&0));
    }
}
