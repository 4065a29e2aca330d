package io.godwit.model.convert;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.model.file.ModelError;
import io.godwit.model.file.Tensor;
import io.godwit.model.number.Block;
import io.godwit.model.number.FloatFormat;
import io.godwit.model.safetensors.SafetensorsType;
import io.godwit.model.values.ValueCursor;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A tensor of the new version.
 *
 * @param source the tensor from which it is made
 * @param name its new name
 * @param type its new type
 * @param overflow what becomes of values that are too large
 * @param added what an adapter adds to it
 */
record NewTensor(
    Tensor source,
    String name,
    SafetensorsType type,
    Recipe.Overflow overflow,
    Optional<LowRank> added)
    implements Piece {

  /** How many bytes it has. */
  long length() {
    return type.element().bits(source.shape().values()) / Byte.SIZE;
  }

  @Override
  public Feed open(ValueCursor cursor) {
    if (type.name().equals(source.type().name()) && added.isEmpty()) {
      cursor.seek(source.data());
      return block -> cursor.read(block, BLOCK);
    }
    FloatFormat from = FloatFormat.valueOf(source.type().name());
    FloatFormat to = FloatFormat.valueOf(type.name());
    Optional<LowRank.Factors> factors = added.map(LowRank::load);
    cursor.seek(source.data());
    return new Casting(cursor, from, to, factors);
  }

  private final class Casting implements Feed {

    private final ValueCursor cursor;
    private final FloatFormat from;
    private final FloatFormat to;
    private final Optional<LowRank.Factors> factors;
    private final Block values = new Block();
    private final byte[] in = new byte[BLOCK];
    private long done;

    Casting(
        ValueCursor cursor, FloatFormat from, FloatFormat to, Optional<LowRank.Factors> factors) {
      this.cursor = cursor;
      this.from = from;
      this.to = to;
      this.factors = factors;
    }

    @Override
    public int next(byte[] block) {
      int count = cursor.read(in, Block.VALUES * from.bytes()) / from.bytes();
      if (count == 0) {
        return 0;
      }
      values.read(in, count, from);
      factors.ifPresent(delta -> delta.addTo(values, done, to));
      if (overflow == Recipe.Overflow.REFUSE) {
        refuse(values.firstOverflow(to));
      }
      done += count;
      return values.write(block, to);
    }

    private void refuse(OptionalInt index) {
      if (index.isPresent()) {
        throw new GodwitException(
            Fault.at(
                Place.of(source.data().file()),
                ModelError.VALUE_TOO_LARGE,
                "value "
                    + (done + index.getAsInt())
                    + " of tensor '"
                    + source.name()
                    + "' is "
                    + values.get(index.getAsInt())
                    + ", which is infinite as "
                    + to
                    + "; name the tensor under keep, or say overflow: infinity"));
      }
    }
  }
}
