package io.godwit.engine.repository.pack;

import io.godwit.engine.repository.chunk.Codec;

/**
 * A chunk that is ready to be packed.
 *
 * @param sha256 the digest of its plain bytes
 * @param plainLength how many there are
 * @param codec how it is encoded
 * @param encoded its encoded bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes it.
public record EncodedChunk(byte[] sha256, int plainLength, Codec codec, byte[] encoded) {}
