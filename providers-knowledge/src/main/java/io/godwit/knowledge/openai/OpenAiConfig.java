package io.godwit.knowledge.openai;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.config.Key;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The settings of the embedder {@code openai}. */
public record OpenAiConfig(
    @Doc("Where the service is, up to the version: https://HOST/v1.") String url,
    @Doc("The model, as the service names it.") String model,
    @Doc("How many numbers a vector has.") int dimension,
    @Doc("The key, as a reference: ${NAME} or ${file:PATH}.") Optional<String> key,
    @Doc("What the text is and how the model sees it.") Optional<Form> form,
    @Doc("How much a call may carry, and how long it may take.") Optional<Limits> limits,
    @Doc("What the service charges.") Optional<Price> price) {

  /** What decides what vector a text gets, besides the model. */
  public record Form(
      @Doc("The state of the model, where the service tells one.") @Default("") String revision,
      @Doc("Whether every vector has length 1.") @Default("false") boolean normalised,
      @Doc("Whether the dimension is sent along: for models that have several.")
          @Key("send-dimension")
          @Default("false")
          boolean sendDimension,
      @Doc("What is put before a text to be found.") @Key("document-prefix") @Default("")
          String documentPrefix,
      @Doc("What is put before a text to find with.") @Key("query-prefix") @Default("")
          String queryPrefix) {

    static final Form PLAIN = new Form("", false, false, "", "");
  }

  /** How much a call may carry, and how long it may take. */
  public record Limits(
      @Doc("The most texts in a call.") @Default("256") int texts,
      @Doc("The most tokens in a call.") @Default("250000") long tokens,
      @Doc("How many calls are under way side by side, from 1 to 64.") @Default("4") int workers,
      @Doc("How long an answer may take.") @Default("60s") Duration timeout,
      @Doc("The longest that a call waits because the service asks it to.")
          @Key("longest-wait")
          @Default("60s")
          Duration longestWait) {

    private static final int MOST_WORKERS = 64;

    static final Limits USUAL =
        new Limits(256, 250_000, 4, Duration.ofSeconds(60), Duration.ofSeconds(60));

    /** Refuses limits that let nothing through. */
    public Limits {
      if (texts < 1 || tokens < 1 || timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("texts, tokens and timeout are more than nothing");
      }
      if (workers < 1 || workers > MOST_WORKERS) {
        throw new IllegalArgumentException("workers is from 1 to " + MOST_WORKERS);
      }
    }
  }

  /** What a service charges. */
  public record Price(
      @Doc("For a million tokens.") @Key("per-million") BigDecimal perMillion,
      @Doc("The currency, three letters.") @Default("USD") String currency,
      @Doc("The most that one step may cost; a plan that would is refused, a run pauses.")
          @Key("max-price")
          Optional<BigDecimal> maxPrice) {}

  /** Refuses an address that is none, and one with a secret in it. */
  public OpenAiConfig {
    URI uri = URI.create(url);
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "url is http:// or https://, a host and a path; the key stands in key");
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "openai " + model + " at " + URI.create(url).getHost();
  }
}
