/**
 * Elementary functions of four float32 at a time. Relaxed instructions are the processor's own: a product and a sum may
 * be rounded once or twice, and results for NaN are unspecified.
 */

// @ts-ignore: decorator
@inline
const LOG2E: f32 = 1.44269504;
// ln 2 in two parts: the first has few digits, so that n times it is exact.
// @ts-ignore: decorator
@inline
const LN2_HIGH: f32 = 0.693359375;
// @ts-ignore: decorator
@inline
const LN2_LOW: f32 = -2.12194440e-4;

// @ts-ignore: decorator
@inline
function constant(x: f32): v128 {
  return f32x4.splat(x);
}

/** a b + c. */
// @ts-ignore: decorator
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.relaxed_madd(a, b, c);
}

/** The nearest whole numbers, of numbers that fit int32. */
// @ts-ignore: decorator
@inline
export function round4(x: v128): v128 {
  return i32x4.relaxed_trunc_f32x4_s(f32x4.nearest(x));
}

/**
 * e^x, relative error below 2e-7 (the polynomial of Cephes' expf); arguments are held to -87 to 88, where float32 has
 * normal numbers.
 */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  const held = f32x4.relaxed_min(f32x4.relaxed_max(x, constant(-87)), constant(88));
  const n = f32x4.nearest(f32x4.mul(held, constant(LOG2E)));
  const r = madd(n, constant(-LN2_LOW), madd(n, constant(-LN2_HIGH), held));
  let p = madd(constant(1.9875691500e-4), r, constant(1.3981999507e-3));
  p = madd(p, r, constant(8.3334519073e-3));
  p = madd(p, r, constant(4.1665795894e-2));
  p = madd(p, r, constant(1.6666665459e-1));
  p = madd(p, r, constant(5.0000001201e-1));
  p = f32x4.add(madd(p, f32x4.mul(r, r), r), constant(1));
  const power = i32x4.shl(i32x4.add(i32x4.relaxed_trunc_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

/**
 * x (1 + erf(x / √2)) / 2, off by less than 4e-7 (or one part in 10^6): the rational approximation of Eigen's and XLA's
 * erf, which beyond ±4 is ±1.
 */
// @ts-ignore: decorator
@inline
export function gelu4(x: v128): v128 {
  const z = f32x4.relaxed_min(f32x4.relaxed_max(f32x4.mul(x, constant(0.70710678)), constant(-4)), constant(4));
  const s = f32x4.mul(z, z);
  let p = madd(constant(-2.72614225801306e-10), s, constant(2.77068142495902e-8));
  p = madd(p, s, constant(-2.10102402082508e-6));
  p = madd(p, s, constant(-5.69250639462346e-5));
  p = madd(p, s, constant(-7.34990630326855e-4));
  p = madd(p, s, constant(-2.95459980854025e-3));
  p = madd(p, s, constant(-1.60960333262415e-2));
  let q = madd(constant(-1.45660718464996e-5), s, constant(-2.13374055278905e-4));
  q = madd(q, s, constant(-1.68282697438203e-3));
  q = madd(q, s, constant(-7.37332916720468e-3));
  q = madd(q, s, constant(-1.42647390514189e-2));
  const erf = f32x4.div(f32x4.mul(z, p), q);
  const half = f32x4.mul(x, constant(0.5));
  return madd(half, erf, half);
}

/** GELU by the formula with tanh, (1 + tanh(u)) / 2 = 1 / (1 + e^-2u). */
// @ts-ignore: decorator
@inline
export function geluTanh4(x: v128): v128 {
  const u = f32x4.mul(madd(f32x4.mul(f32x4.mul(x, x), x), constant(0.044715), x), constant(0.79788456));
  return f32x4.div(x, f32x4.add(constant(1), exp4(f32x4.mul(u, constant(-2)))));
}

/** 2 / (1 + e^-2x) - 1. */
// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  return f32x4.sub(f32x4.div(constant(2), f32x4.add(constant(1), exp4(f32x4.mul(x, constant(-2))))), constant(1));
}

/** x / (1 + e^-x). */
// @ts-ignore: decorator
@inline
export function silu4(x: v128): v128 {
  return f32x4.div(x, f32x4.add(constant(1), exp4(f32x4.neg(x))));
}

/** The sum of four numbers. */
// @ts-ignore: decorator
@inline
export function sumOf(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3);
}

/** The largest of four numbers. */
// @ts-ignore: decorator
@inline
export function largestOf(x: v128): f32 {
  return max(max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)), max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)));
}
