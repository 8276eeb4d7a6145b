//! Colours as far as they tell whether text can be seen: those of gray, light and print; all others are unknown.

use crate::pdf::canvas::{BLACK, Ink, WHITE};
use crate::pdf::matrix::times;
use crate::pdf::object::{Fixed, ONE, Object};
use crate::pdf::resources::{Named, Resources};
use crate::pdf::store::Store;

/// What the numbers of a colour mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Space {
    /// From black to white.
    #[default]
    Gray,
    /// Red, green, blue.
    Rgb,
    /// Cyan, magenta, yellow, black.
    Cmyk,
    /// An ink of its own: 0 is the bare paper.
    Separation,
    /// Patterns, tables and others.
    Unknown,
}

impl Space {
    /// Of its name, which resources may explain.
    pub fn named(name: &[u8], resources: &Resources, store: &Store<'_>) -> Self {
        match name {
            b"DeviceGray" | b"G" | b"CalGray" => Self::Gray,
            b"DeviceRGB" | b"RGB" | b"CalRGB" => Self::Rgb,
            b"DeviceCMYK" | b"CMYK" => Self::Cmyk,
            name => resources
                .named(Named::Space, name, store)
                .map_or(Self::Unknown, |space| Self::of(&store.resolve(space), store)),
        }
    }

    fn of(space: &Object, store: &Store<'_>) -> Self {
        let parts = match space {
            Object::Array(parts) => parts.as_slice(),
            one => std::slice::from_ref(one),
        };
        match parts.first().and_then(Object::name) {
            Some(b"DeviceGray" | b"CalGray") => Self::Gray,
            Some(b"DeviceRGB" | b"CalRGB") => Self::Rgb,
            Some(b"DeviceCMYK") => Self::Cmyk,
            Some(b"Separation") => Self::Separation,
            Some(b"ICCBased") => {
                let profile = parts.get(1).map(|profile| store.resolve(profile));
                let dict = profile.as_ref().and_then(Object::dict);
                match dict.and_then(|dict| store.value(dict, "N").integer()) {
                    Some(1) => Self::Gray,
                    Some(3) => Self::Rgb,
                    Some(4) => Self::Cmyk,
                    _ => Self::Unknown,
                }
            }
            _ => Self::Unknown,
        }
    }

    /// The colour that the space begins with.
    pub fn first(self) -> Ink {
        match self {
            Self::Gray | Self::Rgb | Self::Cmyk => BLACK,
            Self::Separation | Self::Unknown => None,
        }
    }

    /// The colour of numbers.
    pub fn ink(self, operands: &[Object]) -> Ink {
        let part = |index: usize| operands.get(index)?.fixed().map(|part| part.clamp(0, ONE));
        let byte = |part: Fixed| u8::try_from(part * 255 / ONE).unwrap_or(255);
        match self {
            Self::Gray => part(0).map(|gray| [byte(gray); 3]),
            Self::Rgb => Some([byte(part(0)?), byte(part(1)?), byte(part(2)?)]),
            Self::Cmyk => {
                let light = |ink: Fixed, black: Fixed| byte(times(ONE - ink, ONE - black));
                let black = part(3)?;
                Some([
                    light(part(0)?, black),
                    light(part(1)?, black),
                    light(part(2)?, black),
                ])
            }
            Self::Separation if part(0) == Some(0) => WHITE,
            Self::Separation | Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_is_white_in_every_space() {
        let numbers = |numbers: &[i64]| numbers.iter().map(|&n| Object::Integer(n)).collect::<Vec<_>>();
        assert_eq!(Space::Gray.ink(&numbers(&[1])), WHITE);
        assert_eq!(Space::Rgb.ink(&numbers(&[1, 1, 1])), WHITE);
        assert_eq!(Space::Cmyk.ink(&numbers(&[0, 0, 0, 0])), WHITE);
        assert_eq!(Space::Cmyk.ink(&numbers(&[0, 0, 0, 1])), BLACK);
        assert_eq!(Space::Separation.ink(&numbers(&[0])), WHITE);
        assert_eq!(Space::Rgb.ink(&numbers(&[1])), None);
    }
}
