package io.godwit.api.tool;

import java.nio.file.Path;

/** Who uses a tool: the command line, a server, a program. */
public interface Caller {

  /** The folder against which relative paths are resolved that the person says. */
  Path folder();

  /**
   * Tells how far a tool that takes long has come. May be called often.
   *
   * @param what what is being done, in a word or two
   * @param done how many of it are done
   * @param total how many there are; 0 when that is not known
   */
  void progress(String what, long done, long total);

  /** Whether the person says yes to a question; no where nobody can be asked. */
  boolean confirms(String question);

  /** Whether the person wants it to end: a tool that takes long returns with what it has. */
  boolean stopRequested();

  /** Nobody to ask or to tell, with paths relative to this folder. */
  static Caller silent(Path folder) {
    return new Caller() {
      @Override
      public Path folder() {
        return folder;
      }

      @Override
      public void progress(String what, long done, long total) {}

      @Override
      public boolean confirms(String question) {
        return false;
      }

      @Override
      public boolean stopRequested() {
        return false;
      }
    };
  }
}
