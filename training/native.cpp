// One training step of model.py and optimiser.py on a CPU; see native.py.
//
// The batch arrives as packed sequences (no padding) cut into chunks. A chunk goes forward and backward on one thread
// and has its own gradients, summed in chunk order afterwards, so the result does not depend on the number of threads
// or on which of them did what. Products take bfloat16 operands and sum in float32; the residual stream, gradients of
// parameters and the optimiser are float32.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "lanes.h"

namespace {

template <class T>
struct Buffer {
    T* data = nullptr;
    size_t size = 0;
    ~Buffer() { std::free(data); }
    T* need(size_t count) {
        if (count > size) {
            std::free(data);
            data = static_cast<T*>(std::aligned_alloc(64, (count * sizeof(T) + 127) / 64 * 64));
            size = count;
        }
        return data;
    }
};

inline Lanes exponential(Lanes x) {
    x = lesser(greater(x, all(-87.0f)), all(88.0f));
    Lanes n = nearest(times(x, all(1.44269504f)));
    Lanes r = subtracted(n, all(-2.12194440e-4f), subtracted(n, all(0.693359375f), x));
    Lanes p = all(1.0f / 720);
    for (float c : {1.0f / 120, 1.0f / 24, 1.0f / 6, 0.5f, 1.0f, 1.0f}) p = multiplied(p, r, all(c));
    return times_power(p, n);
}

// GELU and its derivative; the error function after Abramowitz and Stegun 7.1.26 (1.5e-7).
inline Lanes gelu(Lanes u, Lanes* derivative) {
    Lanes z = times(absolute(u), all(0.70710678f));
    Lanes d = multiplied(z, all(0.3275911f), all(1.0f)), t = roughly_inverse(d);
    t = times(t, subtracted(d, t, all(2.0f)));
    Lanes e = exponential(times(times(u, u), all(-0.5f)));
    Lanes p = all(1.061405429f);
    for (float c : {-1.453152027f, 1.421413741f, -0.284496736f, 0.254829592f}) p = multiplied(p, t, all(c));
    Lanes tail = times(times(times(p, t), e), all(0.5f));
    Lanes cdf = chosen(u, minus(all(1.0f), tail), tail);
    *derivative = multiplied(times(u, e), all(0.39894228f), cdf);
    return times(u, cdf);
}

// ---- products -------------------------------------------------------------------------------------------------------
inline const u32* units(const u16* p) { return reinterpret_cast<const u32*>(p); }

// Rows k and k + 1 of src [K][ld] side by side, in panels of `panel` columns; N is a multiple of 16.
void interleave(const u16* src, size_t ld, int K, int N, int panel, u32* dst) {
    int pairs = (K + 1) / 2;
    for (int n = 0; n < N; n += panel) {
        int width = std::min(panel, N - n);
        u32* to = dst + (size_t)n * pairs;
        for (int k = 0; k < pairs; k++, to += width) {
            const u16 *a = src + 2 * k * ld + n, *b = a + ld;
            bool last = 2 * k + 1 == K;
            for (int j = 0; j < width; j += 16) store(to + j, paired(a + j, last ? nullptr : b + j));
        }
    }
}

// The transpose of src [N][ld], K of its columns: panels of PANEL columns over N (padded with zeros to 16).
void transposed(const u16* src, size_t ld, int N, int K, u32* dst) {
    int pairs = K / 2, padded = (N + 15) / 16 * 16;
    for (int n = 0; n < padded; n += 16) {
        int first = n / PANEL * PANEL, width = std::min(PANEL, padded - first);
        u32* to = dst + (size_t)first * pairs + (n - first);
        for (int k = 0; k < pairs; k += 16) {
            Units r[16];
            for (int i = 0; i < 16; i++)
                r[i] = n + i < N ? load_units(src + (size_t)(n + i) * ld + 2 * k, pairs - k) : no_units();
            transpose16(r);
            for (int i = 0; i < 16 && k + i < pairs; i++) store(to + (size_t)(k + i) * width, r[i]);
        }
    }
}

void narrowed(const float* src, size_t count, u16* dst) {
    for (size_t i = 0; i < count; i += 16) store16(dst + i, load(src + i));
}

// out[n][k] = sum over tokens of dy[t][n] x[t][k]: the gradient of a weight matrix. N and K are multiples of 16.
struct Scratch {
    Buffer<u32> a, b, c, d;
};
void weight_gradient(const u16* dy, int ldy, int N, const u16* x, int ldx, int K, int T, float* out, Scratch& s) {
    const int panel = 96;
    int pairs = (T + 1) / 2;
    u32 *a = s.a.need((size_t)N * pairs), *b = s.b.need((size_t)K * pairs);
    interleave(dy, ldy, T, N, panel, a);
    interleave(x, ldx, T, K, PANEL, b);
    for (int n = 0; n < N; n += panel) {
        int width = std::min(panel, N - n);
        product(a + (size_t)n * pairs, 1, width, b, width, K, pairs,
                [=](int m, int k, Lanes v) { store(out + (size_t)m * K + k, v); }, n);
    }
}

// ---- threads --------------------------------------------------------------------------------------------------------
class Pool {
  public:
    explicit Pool(int threads) {
        for (int i = 1; i < threads; i++) workers.emplace_back([this, i] { work(i); });
    }
    ~Pool() {
        {
            std::lock_guard<std::mutex> lock(mutex);
            over = true;
        }
        wake.notify_all();
        for (auto& worker : workers) worker.join();
    }
    // Calls task(index, thread) for every index below count, whichever thread is free next.
    void run(int count, const std::function<void(int, int)>& task) {
        {
            std::lock_guard<std::mutex> lock(mutex);
            current = &task, total = count, next = 0, busy = (int)workers.size(), round++;
        }
        wake.notify_all();
        for (int i; (i = next++) < count;) task(i, 0);
        std::unique_lock<std::mutex> lock(mutex);
        done.wait(lock, [this] { return busy == 0; });
    }

  private:
    void work(int thread) {
        for (long seen = 0;;) {
            std::unique_lock<std::mutex> lock(mutex);
            wake.wait(lock, [&] { return over || round != seen; });
            if (over) return;
            seen = round;
            auto task = current;
            int count = total;
            lock.unlock();
            for (int i; (i = next++) < count;) (*task)(i, thread);
            lock.lock();
            if (--busy == 0) done.notify_all();
        }
    }
    std::vector<std::thread> workers;
    std::mutex mutex;
    std::condition_variable wake, done;
    const std::function<void(int, int)>* current = nullptr;
    std::atomic<int> next{0};
    int total = 0, busy = 0;
    long round = 0;
    bool over = false;
};

// ---- the model ------------------------------------------------------------------------------------------------------
// Places of a layer's parameters after its first, and of the others, in the order of model.shapes.
enum { QUERY = 0, KEY = 2, VALUE = 4, OUTPUT = 6, NORM1 = 8, INNER = 10, OUTER = 12, NORM2 = 14, PER_LAYER = 16 };
enum { WORDS = 0, POSITIONS = 1, TYPES = 2, NORM0 = 3, LAYERS = 5 };

struct Shape {
    int layers, hidden, heads, inner, vocabulary, positions, types;
};

struct Batch {
    int rows, tokens, masked, sample, labelled;
    const int32_t *lengths, *ids, *kinds, *places, *targets, *sample_rows, *labels;
    const float* log_weights;
};

struct LayerWeights {  // packed for products, made anew each step
    Buffer<u32> qkv, qkv_back, output, output_back, inner, inner_back, outer, outer_back;
};

struct LayerState {  // what a chunk's backward pass needs of one layer
    Buffer<u16> x, qkv, chance, mixed, x1, inner, slope;
    Buffer<float> norm1, norm2, rstd1, rstd2;
};

struct Workspace {
    std::vector<LayerState> layers;
    Buffer<float> x, y, dy, dx, scores, rstd0, norm0, head, head_norm, head_rstd, head_slope;
    Buffer<u16> dyb, wide, narrow, small, head_in, head_back;
    Scratch scratch;
    Buffer<u32> pack[4];
    std::vector<int> kept, where;  // tokens whose last hidden state is asked for, and their places among those
};

// Rows of the kept tokens to the front, and back again with zeros between them.
template <class T>
void gather(T* rows, int width, const std::vector<int>& kept) {
    for (size_t i = 0; i < kept.size(); i++) std::memmove(rows + i * width, rows + (size_t)kept[i] * width, width * sizeof(T));
}
template <class T>
void scatter(T* rows, int width, const std::vector<int>& where) {
    for (size_t t = where.size(); t-- > 0;) {
        if (where[t] >= 0) std::memmove(rows + t * width, rows + (size_t)where[t] * width, width * sizeof(T));
        else std::memset(rows + t * width, 0, width * sizeof(T));
    }
}

struct Trainer {
    Shape s;
    float eps;
    Pool pool;
    std::vector<float*> p;
    std::vector<size_t> size, offset;  // offset into a chunk's gradients
    size_t chunk_size = 0;
    std::vector<LayerWeights> weights;
    Buffer<u32> transform, transform_back, table, table_back;
    Buffer<u16> table_rows, exps, scaled;
    Buffer<float> table_bias, table_grad, table_bias_grad, inverse, hidden_head, input_grad;
    Buffer<u32> scaled_pack;
    std::vector<Workspace> spaces;
    std::vector<Buffer<float>> grads;
    std::vector<int> inverse_rows, head_first, token_order, token_start;
    std::vector<double> losses, next_losses;
    struct Chunk {
        int row, rows, token, tokens, mask, masks;
    };
    std::vector<Chunk> chunks;
    int pooler, transform_at, head_norm_at, bias_at, next_at;

    Trainer(Shape shape, float epsilon, int threads, float** parameters) : s(shape), eps(epsilon), pool(threads) {
        size_t h = s.hidden, i = s.inner;
        auto put = [&](size_t count, bool own = true) {
            size.push_back(count);
            offset.push_back(own ? chunk_size : (size_t)-1);
            if (own) chunk_size += (count + 15) / 16 * 16;
        };
        auto pair = [&](size_t rows, size_t columns) { put(rows * columns), put(rows); };
        put(s.vocabulary * h, false), put(s.positions * h), put(s.types * h), put(h), put(h);
        for (int l = 0; l < s.layers; l++) {
            for (int k = 0; k < 4; k++) pair(h, h);
            put(h), put(h), pair(i, h), pair(h, i), put(h), put(h);
        }
        pooler = (int)size.size(), pair(h, h);
        transform_at = (int)size.size(), pair(h, h);
        head_norm_at = (int)size.size(), put(h), put(h);
        bias_at = (int)size.size(), put(s.vocabulary, false);
        next_at = (int)size.size(), pair(2, h);
        p.assign(parameters, parameters + size.size());
        weights = std::vector<LayerWeights>(s.layers);
        spaces = std::vector<Workspace>(threads);
        for (auto& space : spaces) space.layers = std::vector<LayerState>(s.layers);
    }

    const float* layer(int l, int place) const { return p[LAYERS + l * PER_LAYER + place]; }
    int at(int l, int place) const { return LAYERS + l * PER_LAYER + place; }

    void pack_weight(const float* w, int rows, int columns, Buffer<u32>& forward, Buffer<u32>& backward, Workspace& ws) {
        u16* narrow = ws.small.need((size_t)rows * columns);
        narrowed(w, (size_t)rows * columns, narrow);
        transposed(narrow, columns, rows, columns, forward.need((size_t)rows * columns / 2));
        interleave(narrow, columns, rows, columns, PANEL, backward.need((size_t)rows * columns / 2));
    }

    static const int TABLE_BLOCK = 1024;

    void pack(const Batch& b) {
        int h = s.hidden, blocks = (b.sample + TABLE_BLOCK - 1) / TABLE_BLOCK;
        size_t padded = (size_t)blocks * TABLE_BLOCK;
        table_rows.need(padded * h), table.need(padded * h / 2), table_back.need(padded * h / 2);
        table_bias.need(padded);
        pool.run(s.layers + 1 + blocks, [&](int task, int thread) {
            Workspace& ws = spaces[thread];
            if (task < s.layers) {
                LayerWeights& w = weights[task];
                u16* stacked = ws.small.need((size_t)3 * h * h);
                for (int part = 0; part < 3; part++)
                    narrowed(layer(task, QUERY + 2 * part), (size_t)h * h, stacked + (size_t)part * h * h);
                transposed(stacked, h, 3 * h, h, w.qkv.need((size_t)3 * h * h / 2));
                interleave(stacked, h, 3 * h, h, PANEL, w.qkv_back.need((size_t)3 * h * h / 2));
                pack_weight(layer(task, OUTPUT), h, h, w.output, w.output_back, ws);
                pack_weight(layer(task, INNER), s.inner, h, w.inner, w.inner_back, ws);
                pack_weight(layer(task, OUTER), h, s.inner, w.outer, w.outer_back, ws);
            } else if (task == s.layers) {
                pack_weight(p[transform_at], h, h, transform, transform_back, ws);
            } else {
                int first = (task - s.layers - 1) * TABLE_BLOCK, count = std::min(TABLE_BLOCK, b.sample - first);
                u16* rows = table_rows.data + (size_t)first * h;
                for (int i = 0; i < TABLE_BLOCK; i++) {
                    int id = i < count ? b.sample_rows[first + i] : -1;
                    if (id >= 0) narrowed(p[WORDS] + (size_t)id * h, h, rows + (size_t)i * h);
                    else std::memset(rows + (size_t)i * h, 0, h * sizeof(u16));
                    table_bias.data[first + i] = id >= 0 ? p[bias_at][id] + b.log_weights[first + i] : -1e9f;
                }
                transposed(rows, h, TABLE_BLOCK, h, table.data + (size_t)first * h / 2);
                interleave(rows, h, TABLE_BLOCK, h, PANEL, table_back.data + (size_t)first * h / 2);
            }
        });
    }

    // y [T][h] to its normalised form, kept with 1 / deviation for the way back; out = normal * w + b.
    void norm(const float* y, int T, const float* w, const float* b, float* normal, float* rstd, float* out, u16* outb) {
        int h = s.hidden;
        for (int t = 0; t < T; t++) {
            const float* row = y + (size_t)t * h;
            Lanes sum = zero(), square = zero();
            for (int i = 0; i < h; i += 16) sum = plus(sum, load(row + i));
            float mean = sum_of(sum) / h;
            for (int i = 0; i < h; i += 16) {
                Lanes d = minus(load(row + i), all(mean));
                square = multiplied(d, d, square);
            }
            float r = 1.0f / std::sqrt(sum_of(square) / h + eps);
            rstd[t] = r;
            for (int i = 0; i < h; i += 16) {
                Lanes v = times(minus(load(row + i), all(mean)), all(r));
                store(normal + (size_t)t * h + i, v);
                v = multiplied(v, load(w + i), load(b + i));
                if (out) store(out + (size_t)t * h + i, v);
                if (outb) store16(outb + (size_t)t * h + i, v);
            }
        }
    }

    // Gradient of a norm's input from that of its output, in place; adds to those of w, b and of `bias` before it.
    void norm_back(float* d, int T, const float* w, const float* normal, const float* rstd, float* dw, float* db,
                   float* bias, u16* out) {
        int h = s.hidden;
        for (int t = 0; t < T; t++) {
            float* row = d + (size_t)t * h;
            const float* x = normal + (size_t)t * h;
            Lanes sum = zero(), dot = zero();
            for (int i = 0; i < h; i += 16) {
                Lanes g = load(row + i), n = load(x + i);
                add(dw + i, times(g, n));
                add(db + i, g);
                g = times(g, load(w + i));
                sum = plus(sum, g);
                dot = multiplied(g, n, dot);
            }
            Lanes mean = all(sum_of(sum) / h), slope = all(sum_of(dot) / h);
            for (int i = 0; i < h; i += 16) {
                Lanes g = times(load(row + i), load(w + i));
                g = minus(g, multiplied(load(x + i), slope, mean));
                g = times(g, all(rstd[t]));
                store(row + i, g);
                if (bias) add(bias + i, g);
                if (out) store16(out + (size_t)t * h + i, g);
            }
        }
    }

    static int ceil16(int n) { return (n + 15) / 16 * 16; }

    void attend(const Chunk& c, const Batch& b, LayerState& st, Workspace& ws) {
        int h = s.hidden, w = h / s.heads, ld = 3 * h;
        size_t place = 0;
        const float scale = 1.0f / std::sqrt((float)w);
        for (int r = 0, t = 0; r < c.rows; r++) {
            int L = b.lengths[c.row + r], P = ceil16(L), pairs = (L + 1) / 2;
            float* scores = ws.scores.need((size_t)P * P);
            u32 *keys = ws.pack[0].need((size_t)P * w / 2), *values = ws.pack[1].need((size_t)P * w / 2);
            for (int head = 0; head < s.heads; head++, place += (size_t)L * P) {
                const u16* q = st.qkv.data + (size_t)t * ld + head * w;
                u16* chance = st.chance.data + place;
                transposed(q + h, ld, L, w, keys);
                interleave(q + 2 * h, ld, L, w, PANEL, values);
                product(units(q), ld / 2, 1, keys, L, P, w / 2,
                        [=](int m, int n, Lanes v) { store(scores + m * P + n, times(v, all(scale))); });
                for (int m = 0; m < L; m++) {
                    float* row = scores + m * P;
                    for (int i = L; i < P; i++) row[i] = -1e30f;
                    Lanes top = load(row), sum = zero();
                    for (int i = 16; i < P; i += 16) top = greater(top, load(row + i));
                    Lanes most = all(largest_of(top));
                    for (int i = 0; i < P; i += 16) {
                        Lanes e = exponential(minus(load(row + i), most));
                        if (i + 16 > L) e = leading(e, L - i);
                        sum = plus(sum, e);
                        store(row + i, e);
                    }
                    Lanes share = all(1.0f / sum_of(sum));
                    for (int i = 0; i < P; i += 16) store16(chance + m * P + i, times(load(row + i), share));
                }
                u16* mixed = st.mixed.data + (size_t)t * h + head * w;
                product(units(chance), P / 2, 1, values, L, w, pairs,
                        [=](int m, int n, Lanes v) { store16(mixed + (size_t)m * h + n, v); });
            }
            t += L;
        }
    }

    void attend_back(const Chunk& c, const Batch& b, LayerState& st, const u16* dmixed, u16* dqkv, float** bias, Workspace& ws) {
        int h = s.hidden, w = h / s.heads, ld = 3 * h;
        size_t place = 0;
        const float scale = 1.0f / std::sqrt((float)w);
        for (int r = 0, t = 0; r < c.rows; r++) {
            int L = b.lengths[c.row + r], P = ceil16(L), pairs = (L + 1) / 2;
            float* scores = ws.scores.need((size_t)P * P);
            u16* ds = ws.small.need((size_t)P * P);
            u32 *one = ws.pack[0].need((size_t)P * w), *two = ws.pack[1].need((size_t)P * w);
            u32* turned = ws.pack[2].need((size_t)pairs * P);
            for (int head = 0; head < s.heads; head++, place += (size_t)L * P) {
                const u16 *q = st.qkv.data + (size_t)t * ld + head * w, *k = q + h, *v = q + 2 * h;
                const u16 *chance = st.chance.data + place, *dout = dmixed + (size_t)t * h + head * w;
                u16* to = dqkv + (size_t)t * ld + head * w;
                auto into = [=](int part) {
                    u16* base = to + part * h;
                    float* sum = bias[part] + head * w;
                    return [=](int m, int n, Lanes value) {
                        store16(base + (size_t)m * ld + n, value);
                        add(sum + n, value);
                    };
                };
                interleave(chance, P, L, P, P, turned);
                interleave(dout, h, L, w, PANEL, one);
                product(turned, 1, P, one, L, w, pairs, into(2));
                transposed(v, ld, L, w, two);
                product(units(dout), h / 2, 1, two, L, P, w / 2,
                        [=](int m, int n, Lanes value) { store(scores + m * P + n, value); });
                for (int m = 0; m < L; m++) {
                    const float* row = scores + m * P;
                    Lanes sum = zero();
                    for (int i = 0; i < P; i += 16) sum = multiplied(widened(chance + m * P + i), load(row + i), sum);
                    Lanes mean = all(sum_of(sum));
                    for (int i = 0; i < P; i += 16)
                        store16(ds + m * P + i, times(times(widened(chance + m * P + i), all(scale)),
                                                              minus(load(row + i), mean)));
                }
                interleave(k, ld, L, w, PANEL, one);
                product(units(ds), P / 2, 1, one, L, w, pairs, into(0));
                interleave(ds, P, L, P, P, turned);
                interleave(q, ld, L, w, PANEL, two);
                product(turned, 1, P, two, L, w, pairs, into(1));
            }
            t += L;
        }
    }

    void chunk_step(const Batch& b, int index, Workspace& ws) {
        const Chunk& c = chunks[index];
        int h = s.hidden, T = c.tokens, inner = s.inner, R = c.masks;
        size_t n = (size_t)T * h, squares = 0;
        float* grad = grads[index].data;
        auto g = [&](int place) { return grad + offset[place]; };
        for (size_t i = 0; i < size.size(); i++)
            if (offset[i] != (size_t)-1 && (size[i] <= (size_t)inner || i < LAYERS || (int)i == pooler || (int)i == next_at))
                std::memset(g((int)i), 0, size[i] * sizeof(float));
        for (int r = 0; r < c.rows; r++) squares += (size_t)b.lengths[c.row + r] * ceil16(b.lengths[c.row + r]) * s.heads;

        ws.kept.clear(), ws.where.assign(T, -1);
        for (int r = 0, t = 0; r < c.rows; t += b.lengths[c.row + r++])
            if (b.labels[c.row + r] >= 0) ws.where[t] = 0;
        for (int i = 0; i < R; i++) ws.where[b.places[c.mask + i] - c.token] = 0;
        for (int t = 0; t < T; t++)
            if (ws.where[t] == 0) ws.where[t] = (int)ws.kept.size(), ws.kept.push_back(t);

        // Forward. After the last layer's attention only the kept tokens go on.
        float *x = ws.x.need(n), *y = ws.y.need(n);
        for (int r = 0, t = 0; r < c.rows; r++)
            for (int i = 0; i < b.lengths[c.row + r]; i++, t++) {
                const float *word = p[WORDS] + (size_t)b.ids[c.token + t] * h, *place = p[POSITIONS] + (size_t)i * h;
                const float* kind = p[TYPES] + (size_t)b.kinds[c.token + t] * h;
                for (int j = 0; j < h; j += 16)
                    store(y + (size_t)t * h + j, plus(plus(load(word + j),
                                     load(place + j)), load(kind + j)));
            }
        u16* xb = ws.layers[0].x.need(n);
        norm(y, T, p[NORM0], p[NORM0 + 1], ws.norm0.need(n), ws.rstd0.need(T), x, xb);
        u16* last = ws.narrow.need(n);
        for (int l = 0; l < s.layers; l++) {
            LayerState& st = ws.layers[l];
            LayerWeights& w = weights[l];
            u16 *qkv = st.qkv.need(3 * n), *mixed = st.mixed.need(n), *x1 = st.x1.need(n);
            const float* shifts[3] = {layer(l, QUERY + 1), layer(l, KEY + 1), layer(l, VALUE + 1)};
            product(units(st.x.data), h / 2, 1, w.qkv.data, T, 3 * h, h / 2, [=](int m, int k, Lanes v) {
                store16(qkv + (size_t)m * 3 * h + k, plus(v, load(shifts[k / h] + k % h)));
            });
            st.chance.need(squares);
            attend(c, b, st, ws);
            int M = T;
            if (l + 1 == s.layers) {
                M = (int)ws.kept.size();
                gather(mixed, h, ws.kept), gather(x, h, ws.kept);
            }
            auto onto = [=](const float* bias) {
                return [=](int m, int k, Lanes v) {
                    store(y + (size_t)m * h + k, plus(plus(v, load(bias + k)),
                                                                          load(x + (size_t)m * h + k)));
                };
            };
            product(units(mixed), h / 2, 1, w.output.data, M, h, h / 2, onto(layer(l, OUTPUT + 1)));
            norm(y, M, layer(l, NORM1), layer(l, NORM1 + 1), st.norm1.need(n), st.rstd1.need(T), x, x1);
            u16 *wide = st.inner.need((size_t)T * inner), *slope = st.slope.need((size_t)T * inner);
            const float* shift = layer(l, INNER + 1);
            product(units(x1), h / 2, 1, w.inner.data, M, inner, h / 2, [=](int m, int k, Lanes v) {
                Lanes d, value = gelu(plus(v, load(shift + k)), &d);
                store16(wide + (size_t)m * inner + k, value);
                store16(slope + (size_t)m * inner + k, d);
            });
            product(units(wide), inner / 2, 1, w.outer.data, M, h, inner / 2, onto(layer(l, OUTER + 1)));
            u16* next = l + 1 < s.layers ? ws.layers[l + 1].x.need(n) : last;
            norm(y, M, layer(l, NORM2), layer(l, NORM2 + 1), st.norm2.need(n), st.rstd2.need(T), x, next);
        }

        float* dx = ws.dx.need(n);
        std::memset(dx, 0, n * sizeof(float));
        next_losses[index] = next_sentence(b, c, x, dx, grad, ws.where);
        losses[index] = R ? masked_words(b, c, last, dx, grad, ws) : 0.0;

        // Backward.
        u16 *dyb = ws.dyb.need(n), *dwide = ws.wide.need((size_t)T * std::max(inner, 3 * h)), *dmixed = last;
        for (int l = s.layers - 1; l >= 0; l--) {
            LayerState& st = ws.layers[l];
            LayerWeights& w = weights[l];
            int M = l + 1 == s.layers ? (int)ws.kept.size() : T;
            norm_back(dx, M, layer(l, NORM2), st.norm2.data, st.rstd2.data, g(at(l, NORM2)), g(at(l, NORM2 + 1)),
                      g(at(l, OUTER + 1)), dyb);
            weight_gradient(dyb, h, h, st.inner.data, inner, inner, M, g(at(l, OUTER)), ws.scratch);
            const u16* slope = st.slope.data;
            float* shift = g(at(l, INNER + 1));
            product(units(dyb), h / 2, 1, w.outer_back.data, M, inner, h / 2, [=](int m, int k, Lanes v) {
                v = times(v, widened(slope + (size_t)m * inner + k));
                store16(dwide + (size_t)m * inner + k, v);
                add(shift + k, v);
            });
            weight_gradient(dwide, inner, inner, st.x1.data, h, h, M, g(at(l, INNER)), ws.scratch);
            auto onto = [=](int m, int k, Lanes v) { add(dx + (size_t)m * h + k, v); };
            product(units(dwide), inner / 2, 1, w.inner_back.data, M, h, inner / 2, onto);
            norm_back(dx, M, layer(l, NORM1), st.norm1.data, st.rstd1.data, g(at(l, NORM1)), g(at(l, NORM1 + 1)),
                      g(at(l, OUTPUT + 1)), dyb);
            weight_gradient(dyb, h, h, st.mixed.data, h, h, M, g(at(l, OUTPUT)), ws.scratch);
            product(units(dyb), h / 2, 1, w.output_back.data, M, h, h / 2,
                    [=](int m, int k, Lanes v) { store16(dmixed + (size_t)m * h + k, v); });
            if (M < T) scatter(dmixed, h, ws.where), scatter(dx, h, ws.where);
            float* bias[3] = {g(at(l, QUERY + 1)), g(at(l, KEY + 1)), g(at(l, VALUE + 1))};
            attend_back(c, b, st, dmixed, dwide, bias, ws);
            for (int part = 0; part < 3; part++)
                weight_gradient(dwide + part * h, 3 * h, h, st.x.data, h, h, T, g(at(l, QUERY + 2 * part)), ws.scratch);
            product(units(dwide), 3 * h / 2, 1, w.qkv_back.data, T, h, 3 * h / 2, onto);
        }
        norm_back(dx, T, p[NORM0], ws.norm0.data, ws.rstd0.data, g(NORM0), g(NORM0 + 1), nullptr, nullptr);
        std::memcpy(input_grad.data + (size_t)c.token * h, dx, n * sizeof(float));
        for (int r = 0, t = 0; r < c.rows; r++)
            for (int i = 0; i < b.lengths[c.row + r]; i++, t++) {
                float *place = g(POSITIONS) + (size_t)i * h, *kind = g(TYPES) + (size_t)b.kinds[c.token + t] * h;
                for (int j = 0; j < h; j += 16) {
                    Lanes v = load(dx + (size_t)t * h + j);
                    add(place + j, v);
                    add(kind + j, v);
                }
            }
    }

    // Loss of the chunk's masked pieces; their gradient goes to dx. The exponentials of the logits stay for the
    // gradient of the table: with them unscaled, a row's 1 / (pieces * sum) is a factor of the hidden vector instead.
    double masked_words(const Batch& b, const Chunk& c, const u16* x, float* dx, float* grad, Workspace& ws) {
        int h = s.hidden, R = c.masks, blocks = (b.sample + TABLE_BLOCK - 1) / TABLE_BLOCK, width = blocks * TABLE_BLOCK;
        size_t n = (size_t)R * h;
        u16 *in = ws.head_in.need(n), *back = ws.head_back.need(n), *out = ws.small.need(n);
        float *y = ws.y.need(n), *slope = ws.head_slope.need(n), *hidden = hidden_head.data + (size_t)c.mask * h;
        for (int r = 0; r < R; r++)
            std::memcpy(in + (size_t)r * h, x + (size_t)ws.where[b.places[c.mask + r] - c.token] * h, h * sizeof(u16));
        const float* shift = p[transform_at + 1];
        product(units(in), h / 2, 1, transform.data, R, h, h / 2, [=](int m, int k, Lanes v) {
            Lanes d, value = gelu(plus(v, load(shift + k)), &d);
            store(y + (size_t)m * h + k, value);
            store(slope + (size_t)m * h + k, d);
        });
        norm(y, R, p[head_norm_at], p[head_norm_at + 1], ws.head_norm.need(n), ws.head_rstd.need(R), hidden, out);
        std::vector<float> sums((size_t)R * 16, 0.0f);
        u16* exps_at = exps.data + (size_t)c.mask * width;
        const float* bias = table_bias.data;
        float* sum = sums.data();
        product(units(out), h / 2, 1, table.data, R, width, h / 2, [=](int m, int k, Lanes v) {
            v = plus(v, load(bias + k));
            v = exponential(lesser(v, all(80.0f)));
            add(sum + m * 16, v);
            store16(exps_at + (size_t)m * width + k, v);
        });
        double loss = 0;
        float* dy = ws.dy.need(n);
        std::memset(dy, 0, n * sizeof(float));
        for (int block = 0; block < blocks; block++)
            product(units(exps_at) + block * TABLE_BLOCK / 2, width / 2, 1, table_back.data + (size_t)block * TABLE_BLOCK * h / 2,
                    R, h, TABLE_BLOCK / 2, [=](int m, int k, Lanes v) { add(dy + (size_t)m * h + k, v); });
        for (int r = 0; r < R; r++) {
            int target = b.targets[c.mask + r];
            const u16 *row = table_rows.data + (size_t)target * h, *mine = out + (size_t)r * h;
            float total = sum_of(load(sum + r * 16)), factor = 1.0f / (b.masked * total);
            Lanes dot = zero();
            inverse.data[c.mask + r] = factor;
            for (int i = 0; i < h; i += 16) {
                Lanes word = widened(row + i), own = widened(mine + i);
                dot = multiplied(word, own, dot);
                store16(scaled.data + (size_t)(c.mask + r) * h + i, times(own, all(factor)));
                float* d = dy + (size_t)r * h + i;
                store(d, subtracted(word, all(1.0f / b.masked), times(load(d), all(factor))));
            }
            loss += std::log(total) - (sum_of(dot) + bias[target]);
        }
        norm_back(dy, R, p[head_norm_at], ws.head_norm.data, ws.head_rstd.data, grad + offset[head_norm_at],
                  grad + offset[head_norm_at + 1], nullptr, nullptr);
        float* dshift = grad + offset[transform_at + 1];
        for (int r = 0; r < R; r++)
            for (int i = 0; i < h; i += 16) {
                Lanes v = times(load(dy + (size_t)r * h + i), load(slope + (size_t)r * h + i));
                add(dshift + i, v);
                store16(back + (size_t)r * h + i, v);
            }
        weight_gradient(back, h, h, in, h, h, R, grad + offset[transform_at], ws.scratch);
        const int32_t* places = b.places + c.mask;
        const int *where = ws.where.data() - c.token;
        product(units(back), h / 2, 1, transform_back.data, R, h, h / 2,
                [=](int m, int k, Lanes v) { add(dx + (size_t)where[places[m]] * h + k, v); });
        return loss;
    }

    // Next-sentence loss (times 2 / rows, as in train.py) of the rows with a label; float32, they are few.
    double next_sentence(const Batch& b, const Chunk& c, const float* x, float* dx, float* grad,
                         const std::vector<int>& where) {
        int h = s.hidden;
        double loss = 0;
        std::vector<float> pooled(h), back(h);
        for (int r = 0, t = 0; r < c.rows; t += b.lengths[c.row + r++]) {
            int label = b.labels[c.row + r];
            if (label < 0) continue;
            const float *in = x + (size_t)where[t] * h, *w = p[pooler], *out = p[next_at];
            float logit[2] = {p[next_at + 1][0], p[next_at + 1][1]};
            for (int i = 0; i < h; i++) {
                float sum = p[pooler + 1][i];
                for (int j = 0; j < h; j++) sum += w[(size_t)i * h + j] * in[j];
                pooled[i] = std::tanh(sum);
                for (int k = 0; k < 2; k++) logit[k] += out[k * h + i] * pooled[i];
            }
            float wrong = 1.0f / (1.0f + std::exp(logit[label] - logit[1 - label])), scale = 2.0f / b.rows;
            loss += -std::log1p(-wrong) * scale;
            float d[2];
            d[label] = -wrong * scale, d[1 - label] = wrong * scale;
            for (int k = 0; k < 2; k++) grad[offset[next_at + 1] + k] += d[k];
            for (int i = 0; i < h; i++) {
                for (int k = 0; k < 2; k++) grad[offset[next_at] + k * h + i] += d[k] * pooled[i];
                back[i] = (d[0] * out[i] + d[1] * out[h + i]) * (1 - pooled[i] * pooled[i]);
                grad[offset[pooler + 1] + i] += back[i];
                float *dw = grad + offset[pooler] + (size_t)i * h, *to = dx + (size_t)where[t] * h;
                for (int j = 0; j < h; j++) dw[j] += back[i] * in[j], to[j] += back[i] * w[(size_t)i * h + j];
            }
        }
        return loss;
    }

    void cut(const Batch& b, int chunk_count) {
        chunks.clear();
        int goal = (b.tokens + chunk_count - 1) / chunk_count, mask = 0;
        for (int row = 0, token = 0; row < b.rows;) {
            Chunk c{row, 0, token, 0, mask, 0};
            while (row < b.rows && (c.rows == 0 || c.tokens + b.lengths[row] / 2 < goal)) {
                c.tokens += b.lengths[row++];
                c.rows++;
            }
            token += c.tokens;
            while (mask < b.masked && b.places[mask] < token) mask++, c.masks++;
            chunks.push_back(c);
        }
    }

    // Gradients of everything: chunk gradients, the table's in table_grad, the input's in input_grad.
    void gradients(const Batch& b, int chunk_count) {
        int h = s.hidden, blocks = (b.sample + TABLE_BLOCK - 1) / TABLE_BLOCK, width = blocks * TABLE_BLOCK;
        cut(b, chunk_count);
        if (grads.size() < chunks.size()) {
            std::vector<Buffer<float>> more(chunks.size());
            grads.swap(more);
        }
        losses.assign(chunks.size(), 0.0), next_losses.assign(chunks.size(), 0.0);
        input_grad.need((size_t)b.tokens * h), hidden_head.need((size_t)b.masked * h), inverse.need(b.masked);
        scaled.need((size_t)(b.masked + 1) * h), exps.need((size_t)(b.masked + 1) * width);
        pack(b);
        pool.run((int)chunks.size(), [&](int index, int thread) {
            grads[index].need(chunk_size);
            chunk_step(b, index, spaces[thread]);
        });
        int pairs = (b.masked + 1) / 2;
        u32* hidden = scaled_pack.need((size_t)pairs * h);
        interleave(scaled.data, h, b.masked, h, PANEL, hidden);
        table_grad.need((size_t)width * h), table_bias_grad.need(width);
        const int span = 256;
        pool.run(width / span, [&](int task, int thread) {
            int first = task * span;
            u32* a = spaces[thread].pack[3].need((size_t)pairs * span);
            float *out = table_grad.data, *bias = table_bias_grad.data;
            interleave(exps.data + first, width, b.masked, span, 96, a);
            for (int n = 0; n < span; n += 96) {
                int some = std::min(96, span - n);
                product(a + (size_t)n * pairs, 1, some, hidden, some, h, pairs,
                        [=](int m, int k, Lanes v) { store(out + (size_t)m * h + k, v); }, first + n);
            }
            std::memset(bias + first, 0, span * sizeof(float));
            for (int r = 0; r < b.masked; r++) {
                for (int k = 0; k < span; k += 16)
                    add(bias + first + k, times(widened(exps.data + (size_t)r * width + first + k), all(inverse.data[r])));
            }
            for (int r = 0; r < b.masked; r++) {
                int target = b.targets[r];
                if (target < first || target >= first + span) continue;
                bias[target] -= 1.0f / b.masked;
                for (int k = 0; k < h; k += 16)
                    add(out + (size_t)target * h + k, times(load(hidden_head.data + (size_t)r * h + k),
                                                                    all(-1.0f / b.masked)));
            }
        });
        inverse_rows.assign(s.vocabulary, -1);
        for (int i = 0; i < b.sample; i++) inverse_rows[b.sample_rows[i]] = i;
        token_start.assign(s.vocabulary + 1, 0), token_order.resize(b.tokens);
        for (int t = 0; t < b.tokens; t++) token_start[b.ids[t] + 1]++;
        for (int i = 0; i < s.vocabulary; i++) token_start[i + 1] += token_start[i];
        std::vector<int> filled(token_start.begin(), token_start.end() - 1);
        for (int t = 0; t < b.tokens; t++) token_order[filled[b.ids[t]]++] = t;
    }

    void summed(int place, float* out) {
        for (size_t i = 0; i < size[place]; i += 16) {
            Lanes v = zero();
            for (size_t c = 0; c < chunks.size(); c++)
                v = plus(v, load(grads[c].data + offset[place] + i, size[place] - i));
            store(out + i, size[place] - i, v);
        }
    }

    void word_gradient(int id, float* out) {
        int h = s.hidden, row = inverse_rows[id];
        if (row >= 0) std::memcpy(out, table_grad.data + (size_t)row * h, h * sizeof(float));
        else std::memset(out, 0, h * sizeof(float));
        for (int i = token_start[id]; i < token_start[id + 1]; i++)
            for (int k = 0; k < h; k += 16) add(out + k, load(input_grad.data + (size_t)token_order[i] * h + k));
    }
};

// ---- the optimiser --------------------------------------------------------------------------------------------------
struct Settings {
    float rate, muon_scale, momentum, first, second, epsilon, decay, correction1, correction2, embedding_rate, longest;
    float scale;  // of the gradients: what makes one longer than `longest` (0: none is) that long
};

double sum_of_squares(const float* g, size_t count) {
    double total = 0;
    for (size_t i = 0; i < count; i += 16) {
        Lanes v = load(g + i, count - i);
        total += sum_of(times(v, v));
    }
    return total;
}

void adam(float* p, float* m, float* v, const float* g, size_t count, bool decays, const Settings& o) {
    for (size_t i = 0; i < count; i += 16) {
        Lanes gradient = g ? times(load(g + i, count - i), all(o.scale)) : zero();
        Lanes mean = load(m + i, count - i), square = load(v + i, count - i);
        Lanes value = load(p + i, count - i);
        mean = multiplied(minus(gradient, mean), all(1 - o.first), mean);
        square = multiplied(times(gradient, gradient), all(1 - o.second), times(square, all(o.second)));
        Lanes scale = plus(root(times(square, all(1 / o.correction2))), all(o.epsilon));
        if (decays) value = times(value, all(1 - o.rate * o.decay));
        value = subtracted(over(mean, scale), all(o.rate / o.correction1), value);
        store(p + i, count - i, value);
        store(m + i, count - i, mean);
        store(v + i, count - i, square);
    }
}

struct MuonSpace {
    Buffer<float> update;
    Buffer<u16> x, next, gram, poly, half;
    Buffer<u32> pack;
};

// Five Newton-Schulz steps on x [rows][columns], rows <= columns, bfloat16 between the products.
void orthogonalise(MuonSpace& w, int rows, int columns) {
    const float a = 3.4445f, b = -4.7750f, c = 2.0315f;
    u16 *x = w.x.data, *next = w.next.need((size_t)rows * columns);
    u16 *gram = w.gram.need((size_t)rows * rows), *poly = w.poly.need((size_t)rows * rows);
    u32* pack = w.pack.need((size_t)rows * columns / 2);
    for (int step = 0; step < 5; step++) {
        transposed(x, columns, rows, columns, pack);
        product(units(x), columns / 2, 1, pack, rows, rows, columns / 2,
                [=](int m, int n, Lanes v) { store16(gram + (size_t)m * rows + n, v); });
        interleave(gram, rows, rows, rows, PANEL, pack);
        product(units(gram), rows / 2, 1, pack, rows, rows, rows / 2, [=](int m, int n, Lanes v) {
            store16(poly + (size_t)m * rows + n,
                    multiplied(v, all(c), times(widened(gram + (size_t)m * rows + n), all(b))));
        });
        interleave(x, columns, rows, columns, PANEL, pack);
        product(units(poly), rows / 2, 1, pack, rows, columns, rows / 2, [=](int m, int n, Lanes v) {
            store16(next + (size_t)m * columns + n,
                    multiplied(widened(x + (size_t)m * columns + n), all(a), v));
        });
        std::swap(x, next);
    }
    if (x != w.x.data) std::memcpy(w.x.data, x, (size_t)rows * columns * sizeof(u16));
}

void muon(float* p, float* m, const float* g, MuonSpace& w, int rows, int columns, const Settings& o) {
    size_t count = (size_t)rows * columns;
    bool turned = rows > columns;
    float* update = w.update.need(count);
    for (size_t i = 0; i < count; i += 16) {
        Lanes gradient = times(load(g + i), all(o.scale)), mean = load(m + i);
        mean = multiplied(minus(gradient, mean), all(1 - o.momentum), mean);
        store(m + i, mean);
        store(update + i, multiplied(minus(mean, gradient), all(o.momentum), gradient));
    }
    float inverse = 1.0f / ((float)std::sqrt(sum_of_squares(update, count)) + 1e-7f);
    u16* x = w.x.need(count);
    if (turned) {
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c += 16) {
                u16 values[16];
                store16(values, times(load(update + (size_t)r * columns + c), all(inverse)));
                for (int k = 0; k < 16; k++) x[(size_t)(c + k) * rows + r] = values[k];
            }
    } else {
        for (size_t i = 0; i < count; i += 16) store16(x + i, times(load(update + i), all(inverse)));
    }
    orthogonalise(w, std::min(rows, columns), std::max(rows, columns));
    float keep = 1 - o.rate * o.muon_scale * o.decay, by = o.rate * o.muon_scale * 0.2f * std::sqrt((float)std::max(rows, columns));
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < columns; c += 16) {
            u16 values[16];
            if (turned)
                for (int k = 0; k < 16; k++) values[k] = x[(size_t)(c + k) * rows + r];
            else
                std::memcpy(values, x + (size_t)r * columns + c, sizeof values);
            float* to = p + (size_t)r * columns + c;
            store(to, subtracted(widened(values), all(by), times(load(to), all(keep))));
        }
}

struct Session {
    Trainer trainer;
    std::vector<MuonSpace> spaces;
    std::vector<Buffer<float>> sums;  // gradients of all but the word embeddings and biases
    Session(Shape shape, float eps, int threads, float** parameters) : trainer(shape, eps, threads, parameters), spaces(threads) {}
};

}  // namespace

extern "C" {

void* native_create(const int32_t* shape, float eps, int threads, float** parameters) {
    Shape s{shape[0], shape[1], shape[2], shape[3], shape[4], shape[5], shape[6]};
    return new Session(s, eps, threads, parameters);
}

void native_destroy(void* session) { delete static_cast<Session*>(session); }

// counts: rows, tokens, masked, sample. Out: masked-word loss, next-sentence loss, gradient norm.
// With `into` the gradients are written there and nothing is learnt; otherwise first[i], second[i] are the optimiser's
// state of parameter i (second[i] null: a matrix for Muon) and optimiser holds Settings up to their scale.
void native_step(void* session, const int32_t* counts, const int32_t* lengths, const int32_t* ids, const int32_t* kinds,
                 const int32_t* labels, const int32_t* places, const int32_t* targets, const int32_t* sample_rows,
                 const float* log_weights, int chunk_count, float** first, float** second, const float* optimiser,
                 float** into, double* out) {
    Session& session_ = *static_cast<Session*>(session);
    Trainer& t = session_.trainer;
    Batch b{counts[0], counts[1], counts[2], counts[3], 0, lengths, ids, kinds, places, targets, sample_rows, labels, log_weights};
    t.gradients(b, chunk_count);
    out[0] = out[1] = 0;
    for (double loss : t.losses) out[0] += loss / b.masked;
    for (double loss : t.next_losses) out[1] += loss;
    const int span = 1000, words = (t.s.vocabulary + span - 1) / span;
    int h = t.s.hidden;
    bool paired = false;
    for (int r = 0; r < b.rows; r++) paired |= labels[r] >= 0;
    std::vector<int> others;  // the largest first, so that no thread ends long after the rest
    for (size_t i = 0; i < t.size.size(); i++)
        if ((int)i != WORDS && (int)i != t.bias_at) others.push_back((int)i);
    std::stable_sort(others.begin(), others.end(), [&](int i, int j) { return t.size[i] > t.size[j]; });
    const int tasks = (int)others.size() + words;
    std::vector<double> squares(tasks, 0.0);
    session_.sums.resize(t.size.size());
    auto gradient_of = [&](int place) { return into ? into[place] : session_.sums[place].need(t.size[place]); };
    auto each_word = [&](int task, auto&& visit) {
        int begin = (task - (int)others.size()) * span, end = std::min(begin + span, t.s.vocabulary);
        for (int id = begin; id < end; id++) {
            int in = t.inverse_rows[id];
            visit(id, in >= 0 || t.token_start[id] < t.token_start[id + 1], in >= 0 ? t.table_bias_grad.data[in] : 0.0f);
        }
    };
    t.pool.run(tasks, [&](int task, int thread) {
        if (task < (int)others.size()) {
            float* g = gradient_of(others[task]);
            t.summed(others[task], g);
            squares[task] = sum_of_squares(g, t.size[others[task]]);
            return;
        }
        float* row = session_.spaces[thread].update.need(h);
        each_word(task, [&](int id, bool any, float bias) {
            float* g = into ? into[WORDS] + (size_t)id * h : row;
            if (into) into[t.bias_at][id] = bias;
            if (any || into) t.word_gradient(id, g);
            if (any) squares[task] += sum_of_squares(g, h) + (double)bias * bias;
        });
    });
    double norm = 0;
    for (double value : squares) norm += value;
    out[2] = norm = std::sqrt(norm);
    if (into) return;

    Settings o{};
    std::memcpy(&o, optimiser, offsetof(Settings, scale));
    o.scale = o.longest > 0 && norm > o.longest ? (float)(o.longest / norm) : 1.0f;
    Settings of_words = o;
    of_words.rate *= o.embedding_rate;
    auto rows_of = [&](int place) {
        if (place >= LAYERS && place < LAYERS + t.s.layers * PER_LAYER && (place - LAYERS) % PER_LAYER == INNER) return t.s.inner;
        if (place == POSITIONS) return t.s.positions;
        if (place == TYPES) return t.s.types;
        return place == t.next_at ? 2 : h;
    };
    t.pool.run(tasks, [&](int task, int thread) {
        MuonSpace& w = session_.spaces[thread];
        if (task < (int)others.size()) {
            int place = others[task], rows = rows_of(place);
            size_t count = t.size[place];
            const float* g = gradient_of(place);
            bool unused = !paired && (place == t.pooler || place == t.pooler + 1 || place >= t.next_at);
            bool matrix = count > (size_t)rows && !(count == (size_t)t.s.inner && rows == h);
            if (!second[place]) muon(t.p[place], first[place], g, w, rows, (int)(count / rows), o);
            else adam(t.p[place], first[place], second[place], unused ? nullptr : g, count, matrix, o);
            return;
        }
        float* row = w.update.need(h);
        each_word(task, [&](int id, bool any, float bias) {
            size_t at = (size_t)id * h;
            if (any) t.word_gradient(id, row);
            adam(t.p[WORDS] + at, first[WORDS] + at, second[WORDS] + at, any ? row : nullptr, h, true, of_words);
            adam(t.p[t.bias_at] + id, first[t.bias_at] + id, second[t.bias_at] + id, &bias, 1, false, of_words);
        });
    });
}
}
