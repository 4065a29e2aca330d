package io.godwit.config.change;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.config.Key;
import io.godwit.api.config.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to become of a file, in the order of its components.
 *
 * @param file the file, by its path in the project or in a model
 * @param to where it goes; another ending is another format
 * @param keepOld whether the old file stays when it goes elsewhere
 * @param move keys that get another name or place
 * @param map values that become others
 * @param retype values that become of another kind
 * @param compute values that are made of others
 * @param set values that are set, whatever is there
 * @param defaults values that are set where nothing is
 * @param remove keys that go
 * @param expect the kinds that values must have in the end
 */
public record FileChange(
    @Doc("The file: one of the target's by its path in the project, or one of a model by its path.")
        String file,
    @Doc("Where it goes; another ending means another format.") Optional<String> to,
    @Doc("Whether the old file stays where it is when it goes elsewhere.") @Default("false")
        boolean keepOld,
    @Doc("Keys with their new names or places. A ? behind a key: if it is there.")
        Map<String, String> move,
    @Doc("For a key, values with those that they become.") Map<String, Map<String, Setting>> map,
    @Doc("Keys with the kind that their value becomes: text, integer, decimal or truth.")
        Map<String, String> retype,
    @Doc("Keys with what they are made of: a text with {key} in it, or = and a calculation.")
        Map<String, String> compute,
    @Doc("Keys with their new values.") Map<String, Setting> set,
    @Doc("Keys with the values that they take where there is none.") @Key("defaults")
        Map<String, Setting> defaults,
    @Doc("Keys to remove. A ? behind a key: if it is there.") List<String> remove,
    @Doc("Keys with the kind that their value must have in the end.") Map<String, String> expect) {}
