package io.godwit.engine.repository.pack;

import io.godwit.engine.repository.chunk.Codec;

/**
 * A chunk that is ready to be packed.
 *
 * @param sha256 the digest of its plain bytes
 * @param plainLength how many there are
 * @param codec how it is encoded
 * @param bytes holds its encoded bytes
 * @param from where they begin
 * @param length how many there are
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes it.
public record EncodedChunk(
    byte[] sha256, int plainLength, Codec codec, byte[] bytes, int from, int length) {}
