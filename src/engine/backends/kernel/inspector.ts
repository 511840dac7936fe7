import type { InspectedInput, InspectorCore } from '../../running/inspect.ts';
import { Forward } from './forward.ts';
import type { Instance } from './instance.ts';
import { Program } from './program.ts';

/** Attention weights, hidden states and next-sentence logits from our own kernel: one run each, of no more layers than needed. */
export function cpuInspector({ kernel, config, layout }: Instance): InspectorCore {
  const begin = (input: InspectedInput) => {
    const program = new Program(kernel);
    return { program, forward: new Forward(program, config, layout, [input]) };
  };
  return {
    async attention(input, layer) {
      const { program, forward } = begin(input);
      const {
        ids: { length },
      } = input;
      const weights = program.rows(config.heads * length, length).at;
      forward.layers(forward.embed(), layer + 1, (index) => (index === layer ? weights : 0));
      program.run();
      return new Float32Array(kernel.bytes, weights, config.heads * length * length).slice();
    },

    async hiddenStates(input) {
      const { program, forward } = begin(input);
      const kept = [forward.embed()];
      forward.layers(kept[0]!, config.layers, () => 0, kept);
      program.run();
      const size = config.hiddenSize;
      const states = new Float32Array(kept.length * input.ids.length * size);
      let end = 0;
      for (const { at, count, stride } of kept)
        for (let row = 0; row < count; row++, end += size)
          states.set(new Float32Array(kernel.bytes, at + row * stride, size), end);
      return states;
    },

    async nextSentence(input) {
      const { pooler, relationship, relationshipBias } = layout.nextSentence!;
      const { program, forward } = begin(input);
      const { at } = forward.pool(forward.layers(forward.embed(), config.layers), pooler);
      program.run();
      const size = config.hiddenSize;
      const pooled = new Float32Array(kernel.bytes, at, size).map(Math.tanh);
      const weights = new Float32Array(kernel.bytes, relationship, 2 * size);
      return new Float32Array(kernel.bytes, relationshipBias, 2)
        .map((bias, output) => pooled.reduce((sum, value, i) => sum + value * weights[output * size + i]!, bias))
        .slice();
    },

    dispose: async () => kernel.end(),
  };
}
