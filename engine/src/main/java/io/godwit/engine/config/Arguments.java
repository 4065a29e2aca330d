package io.godwit.engine.config;

import io.godwit.api.tool.ToolView.Argument;
import io.godwit.api.tool.ToolView.Form;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says how a record is written as the arguments of a tool, by the rules by which it is bound. */
public final class Arguments {

  private Arguments() {}

  /**
   * The arguments, in order.
   *
   * @throws io.godwit.api.error.GodwitException with {@link ConfigError#BAD_RECORD} if one of them
   *     cannot be written as a word
   */
  public static List<Argument> of(Class<? extends Record> type) {
    return RecordShape.of(type).parts().stream().map(Arguments::argument).toList();
  }

  private static Argument argument(RecordShape.Part part) {
    return new Argument(part.key(), form(part), part.doc(), part.byDefault());
  }

  private static Form form(RecordShape.Part part) {
    Class<?> raw = Binding.raw(part.type());
    if (raw == List.class || raw == Set.class) {
      return Form.REPEATED;
    }
    boolean optional = raw == Optional.class;
    Class<?> word = optional ? Binding.raw(Binding.argument(part.type(), 0)) : raw;
    if (!part.written() || ScalarForms.of(word).isEmpty()) {
      throw RecordShape.unfit(part.type(), "cannot be written as one word");
    }
    if (raw == boolean.class && part.byDefault().equals(Optional.of("false"))) {
      return Form.FLAG;
    }
    return optional || part.byDefault().isPresent() ? Form.OPTION : Form.PLACE;
  }
}
