// What native.cpp needs of a CPU: sixteen floats at a time, and products of bfloat16. With avx512_bf16 lanes are one
// register and the CPU multiplies pairs of bfloat16; with AVX2 and FMA they are two of eight, and products are of float32,
// which each half of a pair becomes. Both round to bfloat16 alike; their sums differ by float32's rounding alone.
//
// product: C[m][n] = sum over k of A[m][k] B[k][n], k taken in pairs of bfloat16, which are 32-bit units (the even one in
// the lower half). A: the pair kk of row m at A[m * sm + kk * sk]. B: panels of PANEL columns (the last narrower),
// [pairs][columns of the panel]; N is a multiple of 16. The result goes to `out(m0 + m, n, values)`, 16 columns at a time.
#include <immintrin.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

using u16 = uint16_t;
using u32 = uint32_t;

#ifdef __AVX512BF16__

const int PANEL = 64;

using Lanes = __m512;
using Units = __m512i;

inline Lanes all(float v) { return _mm512_set1_ps(v); }
inline Lanes zero() { return _mm512_setzero_ps(); }
inline Lanes load(const float* p) { return _mm512_loadu_ps(p); }
inline void store(float* p, Lanes v) { _mm512_storeu_ps(p, v); }
inline __mmask16 lane_mask(size_t count) { return (__mmask16)(count >= 16 ? 0xffff : (1 << count) - 1); }
inline Lanes load(const float* p, size_t count) { return _mm512_maskz_loadu_ps(lane_mask(count), p); }
inline void store(float* p, size_t count, Lanes v) { _mm512_mask_storeu_ps(p, lane_mask(count), v); }
inline Lanes widened(const u16* p) {
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i*)p)), 16));
}
inline void store16(u16* p, Lanes v) { _mm256_storeu_si256((__m256i*)p, (__m256i)_mm512_cvtneps_pbh(v)); }
inline Lanes plus(Lanes a, Lanes b) { return _mm512_add_ps(a, b); }
inline Lanes minus(Lanes a, Lanes b) { return _mm512_sub_ps(a, b); }
inline Lanes times(Lanes a, Lanes b) { return _mm512_mul_ps(a, b); }
inline Lanes over(Lanes a, Lanes b) { return _mm512_div_ps(a, b); }
inline Lanes lesser(Lanes a, Lanes b) { return _mm512_min_ps(a, b); }
inline Lanes greater(Lanes a, Lanes b) { return _mm512_max_ps(a, b); }
inline Lanes multiplied(Lanes a, Lanes b, Lanes c) { return _mm512_fmadd_ps(a, b, c); }   // a b + c
inline Lanes subtracted(Lanes a, Lanes b, Lanes c) { return _mm512_fnmadd_ps(a, b, c); }  // c - a b
inline Lanes absolute(Lanes v) { return _mm512_abs_ps(v); }
inline Lanes root(Lanes v) { return _mm512_sqrt_ps(v); }
inline Lanes nearest(Lanes v) { return _mm512_roundscale_ps(v, 0); }
inline Lanes roughly_inverse(Lanes v) { return _mm512_rcp14_ps(v); }
inline Lanes times_power(Lanes v, Lanes power) { return _mm512_scalef_ps(v, power); }  // v 2^power, -126 to 127
inline Lanes leading(Lanes v, size_t count) { return _mm512_maskz_mov_ps(lane_mask(count), v); }
inline Lanes chosen(Lanes sign, Lanes positive, Lanes negative) {
    return _mm512_mask_mov_ps(negative, _mm512_cmp_ps_mask(sign, zero(), _CMP_GE_OQ), positive);
}
inline float sum_of(Lanes v) { return _mm512_reduce_add_ps(v); }
inline float largest_of(Lanes v) { return _mm512_reduce_max_ps(v); }

inline Units no_units() { return _mm512_setzero_si512(); }
inline Units load_units(const u16* p, int pairs) { return _mm512_maskz_loadu_epi32(lane_mask(pairs), p); }
inline void store(u32* p, Units v) { _mm512_storeu_si512(p, v); }
inline Units paired(const u16* even, const u16* odd) {
    Units low = _mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i*)even));
    if (!odd) return low;
    return _mm512_or_si512(low, _mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i*)odd)), 16));
}

inline void transpose16(Units* r) {
    Units t[16];
    for (int i = 0; i < 8; i++) {
        t[2 * i] = _mm512_unpacklo_epi32(r[2 * i], r[2 * i + 1]);
        t[2 * i + 1] = _mm512_unpackhi_epi32(r[2 * i], r[2 * i + 1]);
    }
    for (int i = 0; i < 4; i++) {
        r[4 * i] = _mm512_unpacklo_epi64(t[4 * i], t[4 * i + 2]);
        r[4 * i + 1] = _mm512_unpackhi_epi64(t[4 * i], t[4 * i + 2]);
        r[4 * i + 2] = _mm512_unpacklo_epi64(t[4 * i + 1], t[4 * i + 3]);
        r[4 * i + 3] = _mm512_unpackhi_epi64(t[4 * i + 1], t[4 * i + 3]);
    }
    for (int i = 0; i < 4; i++) {
        t[i] = _mm512_shuffle_i32x4(r[i], r[4 + i], 0x88);
        t[4 + i] = _mm512_shuffle_i32x4(r[i], r[4 + i], 0xdd);
        t[8 + i] = _mm512_shuffle_i32x4(r[8 + i], r[12 + i], 0x88);
        t[12 + i] = _mm512_shuffle_i32x4(r[8 + i], r[12 + i], 0xdd);
    }
    for (int i = 0; i < 8; i++) {
        r[i] = _mm512_shuffle_i32x4(t[i], t[8 + i], 0x88);
        r[8 + i] = _mm512_shuffle_i32x4(t[i], t[8 + i], 0xdd);
    }
}

template <int MR, int NR, class Out>
inline void tile(const u32* A, size_t sm, size_t sk, const u32* B, size_t width, int pairs, int m, int n, Out& out) {
    Lanes sum[MR][NR];
    for (int i = 0; i < MR; i++)
        for (int j = 0; j < NR; j++) sum[i][j] = zero();
    for (int k = 0; k < pairs; k++) {
        __m512bh b[NR];
        for (int j = 0; j < NR; j++) b[j] = (__m512bh)_mm512_loadu_si512(B + k * width + 16 * j);
        for (int i = 0; i < MR; i++) {
            __m512bh a = (__m512bh)_mm512_set1_epi32((int)A[i * sm + k * sk]);
            for (int j = 0; j < NR; j++) sum[i][j] = _mm512_dpbf16_ps(sum[i][j], a, b[j]);
        }
    }
    for (int i = 0; i < MR; i++)
        for (int j = 0; j < NR; j++) out(m + i, n + 16 * j, sum[i][j]);
}

template <int NR, class Out>
inline void column(const u32* A, size_t sm, size_t sk, const u32* B, size_t width, int M, int pairs, int m0, int n, Out& out) {
    int m = 0;
    for (; m + 6 <= M; m += 6) tile<6, NR>(A + m * sm, sm, sk, B, width, pairs, m0 + m, n, out);
    for (; m + 3 <= M; m += 3) tile<3, NR>(A + m * sm, sm, sk, B, width, pairs, m0 + m, n, out);
    for (; m < M; m++) tile<1, NR>(A + m * sm, sm, sk, B, width, pairs, m0 + m, n, out);
}

template <class Out>
void product(const u32* A, size_t sm, size_t sk, const u32* B, int M, int N, int pairs, Out out, int m0 = 0) {
    for (int n = 0; n < N; n += PANEL) {
        int width = std::min(PANEL, N - n), j = 0;
        const u32* panel = B + (size_t)n * pairs;
        for (; j + 64 <= width; j += 64) column<4>(A, sm, sk, panel + j, width, M, pairs, m0, n + j, out);
        for (; j + 32 <= width; j += 32) column<2>(A, sm, sk, panel + j, width, M, pairs, m0, n + j, out);
        for (; j + 16 <= width; j += 16) column<1>(A, sm, sk, panel + j, width, M, pairs, m0, n + j, out);
    }
}

#else

const int PANEL = 16;

struct Lanes {
    __m256 low, high;
};
struct Units {
    __m256i low, high;
};

inline Lanes all(float v) { return {_mm256_set1_ps(v), _mm256_set1_ps(v)}; }
inline Lanes zero() { return {_mm256_setzero_ps(), _mm256_setzero_ps()}; }
inline Lanes load(const float* p) { return {_mm256_loadu_ps(p), _mm256_loadu_ps(p + 8)}; }
inline void store(float* p, Lanes v) { _mm256_storeu_ps(p, v.low), _mm256_storeu_ps(p + 8, v.high); }
inline Units lane_mask(size_t count) {
    static const int32_t ones[32] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    const int32_t* from = ones + (count < 16 ? 16 - count : 0);
    return {_mm256_loadu_si256((const __m256i*)from), _mm256_loadu_si256((const __m256i*)(from + 8))};
}
// Moves under a mask are slow on some CPUs, stores above all; only the end of an array needs one.
inline Lanes load(const float* p, size_t count) {
    if (count >= 16) return load(p);
    Units some = lane_mask(count);
    return {_mm256_maskload_ps(p, some.low), _mm256_maskload_ps(p + 8, some.high)};
}
inline void store(float* p, size_t count, Lanes v) {
    if (count >= 16) return store(p, v);
    Units some = lane_mask(count);
    _mm256_maskstore_ps(p, some.low, v.low), _mm256_maskstore_ps(p + 8, some.high, v.high);
}
inline __m256i wide8(const u16* p) { return _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i*)p)); }
inline Lanes widened(const u16* p) {
    return {_mm256_castsi256_ps(_mm256_slli_epi32(wide8(p), 16)), _mm256_castsi256_ps(_mm256_slli_epi32(wide8(p + 8), 16))};
}
inline __m256i rounded16(__m256 v) {  // to the nearest, of two to the even one; in the lower halves
    __m256i bits = _mm256_castps_si256(v), odd = _mm256_and_si256(_mm256_srli_epi32(bits, 16), _mm256_set1_epi32(1));
    return _mm256_srli_epi32(_mm256_add_epi32(bits, _mm256_add_epi32(odd, _mm256_set1_epi32(0x7fff))), 16);
}
inline void store16(u16* p, Lanes v) {
    __m256i both = _mm256_packus_epi32(rounded16(v.low), rounded16(v.high));
    _mm256_storeu_si256((__m256i*)p, _mm256_permute4x64_epi64(both, 0xd8));
}
inline Lanes plus(Lanes a, Lanes b) { return {_mm256_add_ps(a.low, b.low), _mm256_add_ps(a.high, b.high)}; }
inline Lanes minus(Lanes a, Lanes b) { return {_mm256_sub_ps(a.low, b.low), _mm256_sub_ps(a.high, b.high)}; }
inline Lanes times(Lanes a, Lanes b) { return {_mm256_mul_ps(a.low, b.low), _mm256_mul_ps(a.high, b.high)}; }
inline Lanes over(Lanes a, Lanes b) { return {_mm256_div_ps(a.low, b.low), _mm256_div_ps(a.high, b.high)}; }
inline Lanes lesser(Lanes a, Lanes b) { return {_mm256_min_ps(a.low, b.low), _mm256_min_ps(a.high, b.high)}; }
inline Lanes greater(Lanes a, Lanes b) { return {_mm256_max_ps(a.low, b.low), _mm256_max_ps(a.high, b.high)}; }
inline Lanes multiplied(Lanes a, Lanes b, Lanes c) {
    return {_mm256_fmadd_ps(a.low, b.low, c.low), _mm256_fmadd_ps(a.high, b.high, c.high)};
}
inline Lanes subtracted(Lanes a, Lanes b, Lanes c) {
    return {_mm256_fnmadd_ps(a.low, b.low, c.low), _mm256_fnmadd_ps(a.high, b.high, c.high)};
}
inline Lanes absolute(Lanes v) {
    __m256 sign = _mm256_set1_ps(-0.0f);
    return {_mm256_andnot_ps(sign, v.low), _mm256_andnot_ps(sign, v.high)};
}
inline Lanes root(Lanes v) { return {_mm256_sqrt_ps(v.low), _mm256_sqrt_ps(v.high)}; }
inline Lanes nearest(Lanes v) {
    return {_mm256_round_ps(v.low, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC),
            _mm256_round_ps(v.high, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC)};
}
inline Lanes roughly_inverse(Lanes v) { return {_mm256_rcp_ps(v.low), _mm256_rcp_ps(v.high)}; }
inline __m256 power8(__m256 power) {
    return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_add_epi32(_mm256_cvtps_epi32(power), _mm256_set1_epi32(127)), 23));
}
inline Lanes times_power(Lanes v, Lanes power) { return times(v, {power8(power.low), power8(power.high)}); }
inline Lanes leading(Lanes v, size_t count) {
    Units some = lane_mask(count);
    return {_mm256_and_ps(v.low, _mm256_castsi256_ps(some.low)), _mm256_and_ps(v.high, _mm256_castsi256_ps(some.high))};
}
inline __m256 chosen8(__m256 sign, __m256 positive, __m256 negative) {
    return _mm256_blendv_ps(negative, positive, _mm256_cmp_ps(sign, _mm256_setzero_ps(), _CMP_GE_OQ));
}
inline Lanes chosen(Lanes sign, Lanes positive, Lanes negative) {
    return {chosen8(sign.low, positive.low, negative.low), chosen8(sign.high, positive.high, negative.high)};
}
inline float sum_of(Lanes v) {
    __m256 eight = _mm256_add_ps(v.low, v.high);
    __m128 four = _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
    four = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(four, _mm_movehdup_ps(four)));
}
inline float largest_of(Lanes v) {
    __m256 eight = _mm256_max_ps(v.low, v.high);
    __m128 four = _mm_max_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
    four = _mm_max_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_max_ss(four, _mm_movehdup_ps(four)));
}

inline Units no_units() { return {_mm256_setzero_si256(), _mm256_setzero_si256()}; }
inline Units load_units(const u16* p, int pairs) {
    Units some = lane_mask(pairs);
    const int* at = (const int*)p;
    return {_mm256_maskload_epi32(at, some.low), _mm256_maskload_epi32(at + 8, some.high)};
}
inline void store(u32* p, Units v) {
    _mm256_storeu_si256((__m256i*)p, v.low), _mm256_storeu_si256((__m256i*)(p + 8), v.high);
}
inline Units paired(const u16* even, const u16* odd) {
    if (!odd) return {wide8(even), wide8(even + 8)};
    return {_mm256_or_si256(wide8(even), _mm256_slli_epi32(wide8(odd), 16)),
            _mm256_or_si256(wide8(even + 8), _mm256_slli_epi32(wide8(odd + 8), 16))};
}

inline void transpose8(__m256i* r) {
    __m256i t[8];
    for (int i = 0; i < 4; i++) {
        t[2 * i] = _mm256_unpacklo_epi32(r[2 * i], r[2 * i + 1]);
        t[2 * i + 1] = _mm256_unpackhi_epi32(r[2 * i], r[2 * i + 1]);
    }
    for (int i = 0; i < 2; i++) {
        r[4 * i] = _mm256_unpacklo_epi64(t[4 * i], t[4 * i + 2]);
        r[4 * i + 1] = _mm256_unpackhi_epi64(t[4 * i], t[4 * i + 2]);
        r[4 * i + 2] = _mm256_unpacklo_epi64(t[4 * i + 1], t[4 * i + 3]);
        r[4 * i + 3] = _mm256_unpackhi_epi64(t[4 * i + 1], t[4 * i + 3]);
    }
    for (int i = 0; i < 4; i++) {
        t[i] = _mm256_permute2x128_si256(r[i], r[4 + i], 0x20);
        t[4 + i] = _mm256_permute2x128_si256(r[i], r[4 + i], 0x31);
    }
    for (int i = 0; i < 8; i++) r[i] = t[i];
}
inline void transpose16(Units* r) {
    __m256i a[8], b[8], c[8], d[8];
    for (int i = 0; i < 8; i++) a[i] = r[i].low, b[i] = r[i].high, c[i] = r[8 + i].low, d[i] = r[8 + i].high;
    transpose8(a), transpose8(b), transpose8(c), transpose8(d);
    for (int i = 0; i < 8; i++) r[i] = {a[i], c[i]}, r[8 + i] = {b[i], d[i]};
}

// A: [pairs][2][MR], rows of float32; B: one panel. Twelve registers of sums leave four for the operands.
template <int MR, class Out>
inline void tile(const float* A, const u32* B, int pairs, int m, int n, Out& out) {
    const __m256i upper = _mm256_set1_epi32((int)0xffff0000);
    Lanes sum[MR];
    for (int i = 0; i < MR; i++) sum[i] = zero();
    auto summed = [&](__m256i low, __m256i high, const float* a) {
        for (int i = 0; i < MR; i++) {
            __m256 one = _mm256_broadcast_ss(a + i);
            sum[i] = multiplied({one, one}, {_mm256_castsi256_ps(low), _mm256_castsi256_ps(high)}, sum[i]);
        }
    };
    for (int k = 0; k < pairs; k++, A += 2 * MR, B += 16) {
        const __m256i *low = (const __m256i*)B, *high = low + 1;
        summed(_mm256_slli_epi32(_mm256_loadu_si256(low), 16), _mm256_slli_epi32(_mm256_loadu_si256(high), 16), A);
        summed(_mm256_and_si256(_mm256_loadu_si256(low), upper), _mm256_and_si256(_mm256_loadu_si256(high), upper), A + MR);
    }
    for (int i = 0; i < MR; i++) out(m + i, n, sum[i]);
}

// MR rows of A, widened once for all columns.
template <int MR, class Out>
inline void rows(const u32* A, size_t sm, size_t sk, const u32* B, int N, int pairs, int m, float* wide, Out& out) {
    u32* to = (u32*)wide;
    auto widen = [=](int i, int k) {
        u32 a = A[i * sm + k * sk];
        to[k * 2 * MR + i] = a << 16, to[k * 2 * MR + MR + i] = a & 0xffff0000;
    };
    if (sk == 1)
        for (int i = 0; i < MR; i++)
            for (int k = 0; k < pairs; k++) widen(i, k);
    else
        for (int k = 0; k < pairs; k++)
            for (int i = 0; i < MR; i++) widen(i, k);
    for (int n = 0; n < N; n += PANEL) tile<MR>(wide, B + (size_t)n * pairs, pairs, m, n, out);
}

template <class Out>
void product(const u32* A, size_t sm, size_t sk, const u32* B, int M, int N, int pairs, Out out, int m0 = 0) {
    thread_local std::vector<float> wide;
    wide.resize((size_t)pairs * 12);
    int m = 0;
    for (; m + 6 <= M; m += 6) rows<6>(A + m * sm, sm, sk, B, N, pairs, m0 + m, wide.data(), out);
    for (; m + 2 <= M; m += 2) rows<2>(A + m * sm, sm, sk, B, N, pairs, m0 + m, wide.data(), out);
    for (; m < M; m++) rows<1>(A + m * sm, sm, sk, B, N, pairs, m0 + m, wide.data(), out);
}

#endif

inline void add(float* p, Lanes v) { store(p, plus(load(p), v)); }

}  // namespace
