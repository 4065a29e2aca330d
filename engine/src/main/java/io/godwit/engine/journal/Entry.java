package io.godwit.engine.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.name.Digest;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.StepId;
import io.godwit.api.run.RunState;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Verb;
import java.util.Optional;

/**
 * One record of the journal. A run is the fold of its entries over its plan: {@link
 * RunRecord#after}. The type names and components are a stored format; {@code
 * docs/formats/state.md} describes them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Entry.Entered.class, name = "entered"),
  @JsonSubTypes.Type(value = Entry.Captured.class, name = "captured"),
  @JsonSubTypes.Type(value = Entry.Intended.class, name = "intended"),
  @JsonSubTypes.Type(value = Entry.Progressed.class, name = "progressed"),
  @JsonSubTypes.Type(value = Entry.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = Entry.Looked.class, name = "looked"),
  @JsonSubTypes.Type(value = Entry.Verified.class, name = "verified"),
  @JsonSubTypes.Type(value = Entry.Stuck.class, name = "stuck"),
  @JsonSubTypes.Type(value = Entry.Warned.class, name = "warned"),
  @JsonSubTypes.Type(value = Entry.Reopened.class, name = "reopened"),
  @JsonSubTypes.Type(value = Entry.Resolved.class, name = "resolved"),
  @JsonSubTypes.Type(value = Entry.Accepted.class, name = "accepted"),
  @JsonSubTypes.Type(value = Entry.Pivoted.class, name = "pivoted")
})
public sealed interface Entry {

  /** The step that it is about, if it is about one. */
  default Optional<StepId> about() {
    return Optional.empty();
  }

  /** What happened, in a few words. */
  String words();

  /** The run has come to another state. */
  record Entered(RunState state, Optional<Failure> why) implements Entry {
    @Override
    public String words() {
      return state.wire() + why.map(failure -> ": " + failure).orElse("");
    }
  }

  /** An input of a step is in the repository. */
  record Captured(StepId step, String input, StagedArtifact content) implements Entry {
    @Override
    public Optional<StepId> about() {
      return Optional.of(step);
    }

    @Override
    public String words() {
      return "captured " + input + " as " + content.contentDigest();
    }
  }

  /** A verb is about to begin. Durable before the effect. */
  record Intended(StepId step, Verb verb) implements Entry {
    @Override
    public Optional<StepId> about() {
      return Optional.of(step);
    }

    @Override
    public String words() {
      return "intends to " + word(verb);
    }
  }

  /**
   * An effect happened. When the verb is not complete, this is also the intent of its next effect.
   *
   * @param seen whether it was found by looking, not reported by the attempt
   */
  record Progressed(StepId step, Verb verb, Progress progress, boolean seen) implements Entry {
    @Override
    public Optional<StepId> about() {
      return Optional.of(step);
    }

    @Override
    public String words() {
      return (progress.complete() ? "completed " : "went on with ")
          + word(verb)
          + (seen ? ", found by looking" : "");
    }
  }

  /** How an attempt failed. */
  enum Ending {
    /** Nothing changed, and repeating is of no use. */
    REJECTED,
    /** Nothing changed; it is tried again. */
    RETRYABLE,
    /** It may have happened. */
    UNKNOWN
  }

  /** An attempt failed. */
  record Failed(StepId step, Verb verb, Ending ending, Failure failure) implements Entry {
    @Override
    public Optional<StepId> about() {
      return Optional.of(step);
    }

    @Override
    public String words() {
      return word(verb)
          + switch (ending) {
            case REJECTED -> " was rejected: ";
            case RETRYABLE -> " failed and is tried again: ";
            case UNKNOWN -> " has an unknown outcome: ";
          }
          + failure;
    }
  }

  /** A look found that nothing had happened, or could not tell. */
  record Looked(StepId step, Verb verb, Optional<Failure> unclear) implements Entry {
    @Override
    public Optional<StepId> about() {
      return Optional.of(step);
    }

    @Override
    public String words() {
      return unclear
          .map(failure -> "looked for " + word(verb) + " and cannot tell: " + failure)
          .orElse("looked for " + word(verb) + ": nothing had happened");
    }
  }

  /** A step's change was proved to hold. */
  record Verified(StepId step) implements Entry {
    @Override
    public Optional<StepId> about() {
      return Optional.of(step);
    }

    @Override
    public String words() {
      return "verified";
    }
  }

  /** A step could not be taken back. */
  record Stuck(StepId step, Failure failure) implements Entry {
    @Override
    public Optional<StepId> about() {
      return Optional.of(step);
    }

    @Override
    public String words() {
      return "is stuck: " + failure;
    }
  }

  /** A run that needed attention is tried again from this state, and its stuck steps with it. */
  record Reopened(RunState state) implements Entry {
    @Override
    public String words() {
      return "tried again, " + state.wire();
    }
  }

  /**
   * A person said what became of a step about which nobody could find out, or that was stuck.
   *
   * @param happened whether what was intended is done
   * @param by who said it
   * @param reason why that is so
   */
  record Resolved(StepId step, boolean happened, String by, String reason) implements Entry {
    @Override
    public Optional<StepId> about() {
      return Optional.of(step);
    }

    @Override
    public String words() {
      return by + " says that it " + (happened ? "is done: " : "is not done: ") + reason;
    }
  }

  /**
   * A person said that the migration's present files are what was applied.
   *
   * @param checksum of these files
   * @param by who said it
   */
  record Accepted(Digest checksum, String by) implements Entry {
    @Override
    public String words() {
      return by + " accepts files that have been changed since";
    }
  }

  /** Something a person should know. */
  record Warned(String message) implements Entry {
    @Override
    public String words() {
      return "warning: " + message;
    }
  }

  /** The run's release is current. */
  record Pivoted(ReleaseId release) implements Entry {
    @Override
    public String words() {
      return "release " + release + " is current";
    }
  }

  private static String word(Verb verb) {
    return verb.name().toLowerCase(java.util.Locale.ROOT);
  }
}
