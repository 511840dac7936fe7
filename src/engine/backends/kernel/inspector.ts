import type { InspectedInput, InspectorCore } from '../../inspection.ts';
import { Interpreter, type Instance } from './interpreter.ts';
import { Program } from './program.ts';

/**
 * Attention weights, hidden states and next-sentence logits from our own kernel: one run each, of no more layers than
 * needed.
 */
export function kernelInspector(instance: Instance): InspectorCore {
  const { kernel, description, layout, free } = instance;
  return {
    async attention(input: InspectedInput, layer: number) {
      const { length } = input.ids;
      const { heads } = description;
      const program = new Program(kernel, free);
      const weights = program.rows(heads * length, length).at;
      new Interpreter(program, instance, [input]).run(description.body, [], { layer, weights });
      program.run();
      return new Float32Array(kernel.bytes, weights, heads * length * length).slice();
    },

    async hiddenStates(input: InspectedInput) {
      const program = new Program(kernel, free);
      const interpreter = new Interpreter(program, instance, [input]);
      interpreter.run(description.body, description.states);
      program.run();
      const size = description.hiddenSize;
      const states = new Float32Array(description.states.length * input.ids.length * size);
      let end = 0;
      for (const { at, count, stride } of description.states.map((name) => interpreter.rows(name)))
        for (let row = 0; row < count; row++, end += size)
          states.set(new Float32Array(kernel.bytes, at + row * stride, size), end);
      return states;
    },

    async nextSentence(input: InspectedInput) {
      const { pooler, relationship, bias } = description.nextSentence!;
      const program = new Program(kernel, free);
      const interpreter = new Interpreter(program, instance, [input], [Int32Array.of(0)]);
      const out = 'pooled';
      interpreter.run([...description.body, { op: 'linear', out, x: description.hidden, matrix: pooler }], [out]);
      program.run();
      const size = description.hiddenSize;
      const pooled = new Float32Array(kernel.bytes, interpreter.rows(out).at, size).map(Math.tanh);
      const weights = new Float32Array(kernel.bytes, layout.tables.get(relationship)!.at, 2 * size);
      return new Float32Array(kernel.bytes, layout.tables.get(bias)!.at, 2)
        .map((start, output) => pooled.reduce((sum, value, i) => sum + value * weights[output * size + i]!, start))
        .slice();
    },

    dispose: async () => kernel.end(),
  };
}
