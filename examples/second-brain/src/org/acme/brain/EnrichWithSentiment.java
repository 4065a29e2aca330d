package org.acme.brain;

import io.godwit.api.migration.CodedMigration;
import io.godwit.api.migration.MigrationHeader;
import io.godwit.api.migration.MigrationWriter;

/** Gives memories a sentiment, and the database the words for it. */
public final class EnrichWithSentiment implements CodedMigration {

  @Override
  public MigrationHeader header() {
    return MigrationHeader.of("002_sentiment")
        .from("1.0.0")
        .to("2.0.0")
        .description("How each memory felt")
        .author("Ada")
        .dependsOn("first-memories");
  }

  @Override
  public void write(MigrationWriter migration) {
    StringBuilder up = new StringBuilder("create table sentiment (label text primary key, rank integer not null);\n");
    for (String label : Sentiment.LABELS) {
      up.append("insert into sentiment (label, rank) values ('" + label + "', " + Sentiment.LABELS.indexOf(label) + ");\n");
    }
    migration.sql("labels", up.toString(), "drop table sentiment;");
    migration
        .step("sentiment", "knowledge.transform-content")
        .target("brain")
        .with("collection", "memories")
        .with("transform", Sentiment.class.getName())
        .with("embedder", "small")
        .with("batch", 16);
    migration.after("there is a word for each sentiment", "select count(*) from sentiment", 3);
  }
}
