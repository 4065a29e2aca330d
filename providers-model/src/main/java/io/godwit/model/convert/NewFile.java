package io.godwit.model.convert;

import io.godwit.model.safetensors.SafetensorsHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file of the new version.
 *
 * @param path where it is
 * @param tensors in the order of their bytes
 * @param metadata what it says besides
 */
record NewFile(String path, List<NewTensor> tensors, Map<String, String> metadata) {

  NewFile {
    tensors = List.copyOf(tensors);
    metadata = Map.copyOf(metadata);
  }

  long bufferLength() {
    return tensors.stream().mapToLong(NewTensor::length).sum();
  }

  long sizeBytes() {
    return header().length + bufferLength();
  }

  List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(Piece.of(header()));
    pieces.addAll(tensors);
    return pieces;
  }

  private byte[] header() {
    SafetensorsHeader header = new SafetensorsHeader(metadata);
    for (NewTensor tensor : tensors) {
      header.add(tensor.name(), tensor.type(), tensor.source().shape(), tensor.length());
    }
    return header.toBytes();
  }
}
