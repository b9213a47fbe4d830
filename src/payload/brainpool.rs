//! Checks of ECDSA signatures on the Brainpool curves r1 (RFC 5639), which the cards of the TI use.
//!
//! The usual libraries do not know these curves, and without them every signature of an insurer would stay
//! „nicht geprüft". Only public values are computed here (a check has no secret), so the plain arithmetic of
//! big numbers needs no protection against timing. Never use it for signing.

use x509_parser::num_bigint::BigUint;

use super::ber::Reader;

struct Constants {
    oid: &'static [u8],
    bits: u64,
    p: &'static [u8],
    a: &'static [u8],
    b: &'static [u8],
    x: &'static [u8],
    y: &'static [u8],
    n: &'static [u8],
}

/// RFC 5639 §3.4, §3.6, §3.7.
#[rustfmt::skip]
const CURVES: [Constants; 3] = [
    // brainpoolP256r1
    Constants {
        oid: b"\x2B\x24\x03\x03\x02\x08\x01\x01\x07",
        bits: 256,
        p: b"a9fb57dba1eea9bc3e660a909d838d726e3bf623d52620282013481d1f6e5377",
        a: b"7d5a0975fc2c3057eef67530417affe7fb8055c126dc5c6ce94a4b44f330b5d9",
        b: b"26dc5c6ce94a4b44f330b5d9bbd77cbf958416295cf7e1ce6bccdc18ff8c07b6",
        x: b"8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262",
        y: b"547ef835c3dac4fd97f8461a14611dc9c27745132ded8e545c1d54c72f046997",
        n: b"a9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7",
    },
    // brainpoolP384r1
    Constants {
        oid: b"\x2B\x24\x03\x03\x02\x08\x01\x01\x0B",
        bits: 384,
        p: b"8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b412b1da197fb71123acd3a729901d1a71874700133107ec53",
        a: b"7bc382c63d8c150c3c72080ace05afa0c2bea28e4fb22787139165efba91f90f8aa5814a503ad4eb04a8c7dd22ce2826",
        b: b"04a8c7dd22ce28268b39b55416f0447c2fb77de107dcd2a62e880ea53eeb62d57cb4390295dbc9943ab78696fa504c11",
        x: b"1d1c64f068cf45ffa2a63a81b7c13f6b8847a3e77ef14fe3db7fcafe0cbd10e8e826e03436d646aaef87b2e247d4af1e",
        y: b"8abe1d7520f9c2a45cb1eb8e95cfd55262b70b29feec5864e19c054ff99129280e4646217791811142820341263c5315",
        n: b"8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7cf3ab6af6b7fc3103b883202e9046565",
    },
    // brainpoolP512r1
    Constants {
        oid: b"\x2B\x24\x03\x03\x02\x08\x01\x01\x0D",
        bits: 512,
        p: b"aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca703308717d4d9b009bc66842aecda12ae6a380e62881ff2f2d82c68528aa6056583a48f3",
        a: b"7830a3318b603b89e2327145ac234cc594cbdd8d3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94ca",
        b: b"3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94cadc083e67984050b75ebae5dd2809bd638016f723",
        x: b"81aee4bdd82ed9645a21322e9c4c6a9385ed9f70b5d916c1b43b62eef4d0098eff3b1f78e2d0d48d50d1687b93b97d5f7c6d5047406a5e688b352209bcb9f822",
        y: b"7dde385d566332ecc0eabfa9cf7822fdf209f70024a57b1aa000c55b881f8111b2dcde494a5f485e5bca4bd88a2763aed1ca2b2fa8f0540678cd1e0f3ad80892",
        n: b"aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330870553e5c414ca92619418661197fac10471db1d381085ddaddb58796829ca90069",
    },
];

/// Whether an ECDSA signature (DER of `r`, `s`) holds; `None` when the curve is none of these.
///
/// `point` is the public key as in a certificate, uncompressed.
#[must_use]
pub fn verify(curve_oid: &[u8], point: &[u8], digest: &[u8], signature: &[u8]) -> Option<bool> {
    let curve = Curve::new(CURVES.iter().find(|c| c.oid == curve_oid)?)?;
    Some(curve.verify(point, digest, signature).unwrap_or(false))
}

struct Curve {
    p: BigUint,
    a: BigUint,
    b: BigUint,
    n: BigUint,
    bits: u64,
    generator: Point,
}

/// Jacobian coordinates; `z` = 0 is the point at infinity.
#[derive(Clone)]
struct Point {
    x: BigUint,
    y: BigUint,
    z: BigUint,
}

impl Point {
    fn affine(x: BigUint, y: BigUint) -> Self {
        Self { x, y, z: BigUint::from(1_u8) }
    }

    fn infinity() -> Self {
        Self { x: BigUint::from(1_u8), y: BigUint::from(1_u8), z: BigUint::ZERO }
    }

    fn is_infinity(&self) -> bool {
        self.z == BigUint::ZERO
    }
}

impl Curve {
    fn new(constants: &Constants) -> Option<Self> {
        let number = |hex: &[u8]| BigUint::parse_bytes(hex, 16);
        Some(Self {
            p: number(constants.p)?,
            a: number(constants.a)?,
            b: number(constants.b)?,
            n: number(constants.n)?,
            bits: constants.bits,
            generator: Point::affine(number(constants.x)?, number(constants.y)?),
        })
    }

    /// SEC 1 §4.1.4; `None` for anything that is not a key or signature of this curve.
    fn verify(&self, point: &[u8], digest: &[u8], signature: &[u8]) -> Option<bool> {
        let key = self.key(point)?;
        let mut parts = Reader::new(signature).expect(0x30).ok()?.inside();
        let r = self.scalar(parts.expect(0x02).ok()?.body)?;
        let s = self.scalar(parts.expect(0x02).ok()?.body)?;
        let digest_bits = u64::try_from(digest.len()).ok()? * 8;
        let z = BigUint::from_bytes_be(digest) >> digest_bits.saturating_sub(self.bits);
        let inverse = s.modpow(&(&self.n - 2_u8), &self.n);
        let u1 = z * &inverse % &self.n;
        let u2 = &r * inverse % &self.n;
        let sum = self.combine(&u1, &u2, &key);
        if sum.is_infinity() {
            return Some(false);
        }
        let z_inverse = sum.z.modpow(&(&self.p - 2_u8), &self.p);
        let x = &sum.x * &z_inverse % &self.p * &z_inverse % &self.p;
        Some(x % &self.n == r)
    }

    fn key(&self, point: &[u8]) -> Option<Point> {
        let size = usize::try_from(self.bits / 8).ok()?;
        let (x, y) = point.strip_prefix(&[4])?.split_at_checked(size).filter(|(_, y)| y.len() == size)?;
        let (x, y) = (BigUint::from_bytes_be(x), BigUint::from_bytes_be(y));
        let on_curve = &y * &y % &self.p == (&x * &x * &x + &self.a * &x + &self.b) % &self.p;
        (x < self.p && y < self.p && on_curve).then(|| Point::affine(x, y))
    }

    fn scalar(&self, bytes: &[u8]) -> Option<BigUint> {
        let negative = bytes.first().is_none_or(|b| b & 0x80 != 0);
        let number = BigUint::from_bytes_be(bytes);
        (!negative && number != BigUint::ZERO && number < self.n).then_some(number)
    }

    /// `u1·G + u2·Q`, both at once.
    fn combine(&self, u1: &BigUint, u2: &BigUint, key: &Point) -> Point {
        let both = self.add(&self.generator, key);
        let mut sum = Point::infinity();
        for bit in (0..self.bits).rev() {
            sum = self.double(&sum);
            match (u1.bit(bit), u2.bit(bit)) {
                (true, true) => sum = self.add(&sum, &both),
                (true, false) => sum = self.add(&sum, &self.generator),
                (false, true) => sum = self.add(&sum, key),
                (false, false) => {}
            }
        }
        sum
    }

    fn minus(&self, a: &BigUint, b: &BigUint) -> BigUint {
        (a + &self.p - b % &self.p) % &self.p
    }

    fn double(&self, point: &Point) -> Point {
        if point.is_infinity() || point.y == BigUint::ZERO {
            return Point::infinity();
        }
        let yy = &point.y * &point.y % &self.p;
        let s = &point.x * &yy * 4_u8 % &self.p;
        let zz = &point.z * &point.z % &self.p;
        let m = (&point.x * &point.x * 3_u8 + &self.a * (&zz * &zz % &self.p)) % &self.p;
        let x = self.minus(&(&m * &m), &(&s * 2_u8));
        let y = self.minus(&(&m * self.minus(&s, &x)), &(&yy * &yy * 8_u8));
        let z = &point.y * &point.z * 2_u8 % &self.p;
        Point { x, y, z }
    }

    fn add(&self, one: &Point, two: &Point) -> Point {
        if one.is_infinity() {
            return two.clone();
        }
        if two.is_infinity() {
            return one.clone();
        }
        let zz1 = &one.z * &one.z % &self.p;
        let zz2 = &two.z * &two.z % &self.p;
        let u1 = &one.x * &zz2 % &self.p;
        let u2 = &two.x * &zz1 % &self.p;
        let s1 = &one.y * &zz2 % &self.p * &two.z % &self.p;
        let s2 = &two.y * &zz1 % &self.p * &one.z % &self.p;
        if u1 == u2 {
            return if s1 == s2 { self.double(one) } else { Point::infinity() };
        }
        let h = self.minus(&u2, &u1);
        let r = self.minus(&s2, &s1);
        let hh = &h * &h % &self.p;
        let hhh = &hh * &h % &self.p;
        let v = u1 * &hh % &self.p;
        let x = self.minus(&(&r * &r), &(&hhh + &v * 2_u8));
        let y = self.minus(&(&r * self.minus(&v, &x)), &(s1 * &hhh));
        let z = &one.z * &two.z % &self.p * h % &self.p;
        Point { x, y, z }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_times_the_generator_is_infinity() {
        for constants in &CURVES {
            let curve = Curve::new(constants).unwrap();
            let g = curve.generator.clone();
            let point = |p: &Point| [&[4][..], &p.x.to_bytes_be(), &p.y.to_bytes_be()].concat();
            assert!(curve.key(&point(&g)).is_some(), "{}", curve.bits);
            assert!(curve.combine(&curve.n, &BigUint::ZERO, &g).is_infinity(), "{}", curve.bits);
            // n·G + n·G meets doubling, adding and infinity on its way.
            assert!(curve.combine(&curve.n, &curve.n, &g).is_infinity(), "{}", curve.bits);
            let mut off = point(&g);
            *off.last_mut().unwrap() ^= 1;
            assert!(curve.key(&off).is_none(), "{}", curve.bits);
        }
    }
}
