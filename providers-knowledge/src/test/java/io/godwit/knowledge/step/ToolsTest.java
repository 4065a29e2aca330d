package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static io.godwit.knowledge.step.StepLife.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.tool.Answer;
import io.godwit.knowledge.tool.ListTool;
import io.godwit.knowledge.tool.SearchTool;
import io.godwit.knowledge.tool.ShowTool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
    "F1: a person sees which collections there are, their versions, and what is near a text")
class ToolsTest {

  @TempDir Path directory;

  private static List<String> shown(Answer answer) {
    return answer
        .content()
        .<List<? extends Record>>fold(facts -> List.of(), rows -> rows.rows(), written -> List.of())
        .stream()
        .map(Record::toString)
        .toList();
  }

  @Test
  void ofTheVersionThatReadersSee() {
    try (KnowledgeProject project = new KnowledgeProject(directory)) {
      ProjectCall call = new ProjectCall(directory, project);
      assertThat(shown(new ListTool().use(project.target, new ListTool.Wanted(), call))).isEmpty();
      project.write("printer.md", "# Printer\n\nThe printer is on fire.");
      project.write("lamp.md", "# Lamp\n\nThe lamp flickers.");
      project.anImport(hashing(64)).published();
      StepLife<ReembedStep> second = project.aReembedding(hashing(128)).published();

      assertThat(shown(new ListTool().use(project.target, new ListTool.Wanted(), call)))
          .singleElement()
          .asString()
          .contains("articles, version=2, documents=2, chunks=2", "dimension 128", "versions=2");
      List<String> versions =
          shown(new ShowTool().use(project.target, new ShowTool.Wanted("articles"), call));
      assertThat(versions).hasSize(2);
      assertThat(versions.get(0)).contains("version=2, state=published, active=true", "200/40");
      assertThat(versions.get(1)).contains("version=1", "active=false", "dimension 64");
      assertThat(found(project, "is the printer on fire", 1))
          .singleElement()
          .asString()
          .contains("path=printer.md, chunk=0, heading=Printer");
      done(second.undo());
      assertThat(found(project, "flickers", 10)).hasSize(2).first().asString().contains("lamp.md");
    }
  }

  private static List<String> found(KnowledgeProject project, String text, int limit) {
    return shown(
        new SearchTool()
            .use(
                project.target,
                new SearchTool.Wanted("articles", text, limit),
                new ProjectCall(project.folder, project)));
  }

  @Test
  void andIsToldWhatCannotBeFound() {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(1)) {
      ProjectCall call = new ProjectCall(directory, project);
      assertThatThrownBy(() -> found(project, "words", 3)).hasMessageContaining("GW-403");
      project.fake("small", 16);
      project.anImport(EmbedderRef.named("small")).published();
      project.fakes.clear();

      assertThatThrownBy(() -> found(project, "words", 3)).hasMessageContaining("GW-412");
      assertThatThrownBy(
              () -> new ShowTool().use(project.target, new ShowTool.Wanted("nothing"), call))
          .hasMessageContaining("GW-403");
      assertThatThrownBy(() -> found(project, " ", 3)).hasMessageContaining("give a text");
      assertThatThrownBy(() -> found(project, "words", 0)).hasMessageContaining("1 to 100");
    }
  }
}
