/** A sentence or a pair: ids with [CLS] and [SEP], and the segment of each id (all 0 when absent). */
export interface InspectedInput {
  readonly ids: Int32Array;
  readonly tokenTypes?: Int32Array;
}

/** What a runtime does for an inspector, one call at a time. */
export interface InspectorCore {
  /** Of all heads, one after the other. */
  attention(input: InspectedInput, layer: number): Promise<Float32Array>;
  /** Of the embeddings and all layers. */
  hiddenStates(input: InspectedInput): Promise<Float32Array>;
  /** The two logits. */
  nextSentence(input: InspectedInput): Promise<Float32Array>;
  dispose(): Promise<void>;
}
