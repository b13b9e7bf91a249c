using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Drayage.Pipeline.Configuration.Reading;

/// <summary>Makes <see cref="Setting{T}"/> definitions for the shapes that occur.</summary>
public static class Settings
{
    /// <summary>Any text; numbers and booleans written plainly are taken as text too.</summary>
    public static Setting<string> Text(string key, string summary, bool required = false) =>
        new(key, summary, TextSchema, ReadText) { IsRequired = required };

    public static Setting<bool?> Flag(string key, string summary) =>
        new(key, summary, () => new JsonObject { ["type"] = "boolean" }, ReadFlag);

    /// <summary>A list of texts; one text alone stands for a list of one.</summary>
    public static Setting<ImmutableArray<string>> Texts(string key, string summary, bool required = false) =>
        new(key, summary, () => ListSchema(TextSchema()), (node, problems) => ReadList(node, problems, ReadText)) { IsRequired = required };

    public static Setting<ImmutableSortedDictionary<string, string>> Map(string key, string summary) =>
        new(key, summary, () => new JsonObject { ["type"] = "object", ["additionalProperties"] = TextSchema() }, ReadMap);

    /// <summary>Text that a type of the model parses; <paramref name="parse"/> throws <see cref="FormatException"/> with the reason.</summary>
    public static Setting<T> Parsed<T>(string key, string summary, Func<string, T> parse, bool required = false)
        where T : class =>
        new(key, summary, TextSchema, (node, problems) => ReadParsed(node, problems, parse)) { IsRequired = required };

    public static Setting<ImmutableArray<T>> ParsedList<T>(string key, string summary, Func<string, T> parse)
        where T : class =>
        new(key, summary, () => ListSchema(TextSchema()), (node, problems) => ReadList(node, problems, (item, p) => ReadParsed(item, p, parse)));

    /// <summary>One of a few words.</summary>
    public static Setting<string> Choice(string key, string summary, params ImmutableArray<string> words) =>
        new(
            key,
            summary,
            () => new JsonObject { ["enum"] = new JsonArray([.. words.SelectMany(AsWritten)]) },
            (node, problems) => ReadChoice(node, problems, words));

    /// <summary>A section of its own.</summary>
    public static Setting<T> Nested<T>(string key, string summary, SettingsSection section, Func<SectionReader, T> read)
        where T : class =>
        new(key, summary, section.ToSchema, (node, problems) => SectionReader.Read(node, section, problems, read));

    /// <summary>A list of sections.</summary>
    public static Setting<ImmutableArray<T>> NestedList<T>(string key, string summary, SettingsSection section, Func<SectionReader, T> read)
        where T : class =>
        new(key, summary, () => ListSchema(section.ToSchema()), (node, problems) => ReadList(node, problems, (item, p) => SectionReader.Read(item, section, p, read)));

    /// <summary>A word that YAML may take for a number or a boolean is offered as that too.</summary>
    private static IEnumerable<JsonNode> AsWritten(string word)
    {
        yield return word;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            yield return number;
        if (word is "true" or "false")
            yield return word == "true";
    }

    private static JsonObject TextSchema() => new() { ["type"] = new JsonArray("string", "number", "boolean") };

    private static JsonObject ListSchema(JsonObject item) =>
        new() { ["oneOf"] = new JsonArray(item.DeepClone(), new JsonObject { ["type"] = "array", ["items"] = item }) };

    private static string? ReadText(ConfigNode node, ConfigProblems problems)
    {
        if (node is ConfigNode.Scalar { IsNull: false } scalar)
            return scalar.Text;
        problems.Add($"expected text, found {node.Kind}", node.At);
        return null;
    }

    private static bool? ReadFlag(ConfigNode node, ConfigProblems problems)
    {
        if (node is ConfigNode.Scalar { IsPlain: true, Text: "true" or "false" } scalar)
            return scalar.Text == "true";
        problems.Add($"expected true or false, found {(node is ConfigNode.Scalar s ? $"'{s.Text}'" : node.Kind)}", node.At);
        return null;
    }

    private static string? ReadChoice(ConfigNode node, ConfigProblems problems, ImmutableArray<string> words)
    {
        if (ReadText(node, problems) is not { } text)
            return null;
        if (words.Contains(text))
            return text;
        problems.Add($"'{text}' is none of {string.Join(", ", words)}", node.At);
        return null;
    }

    private static T? ReadParsed<T>(ConfigNode node, ConfigProblems problems, Func<string, T> parse)
        where T : class
    {
        if (ReadText(node, problems) is not { } text)
            return null;
        try
        {
            return parse(text);
        }
        catch (FormatException unreadable)
        {
            problems.Add(unreadable.Message, node.At);
            return null;
        }
    }

    private static ImmutableArray<T> ReadList<T>(ConfigNode node, ConfigProblems problems, Func<ConfigNode, ConfigProblems, T?> read)
        where T : class
    {
        var items = node is ConfigNode.Sequence sequence ? sequence.Items : [node];
        return [.. items.Select(item => read(item, problems)).OfType<T>()];
    }

    private static ImmutableSortedDictionary<string, string>? ReadMap(ConfigNode node, ConfigProblems problems)
    {
        if (node is not ConfigNode.Mapping mapping)
        {
            problems.Add($"expected a mapping of names to text, found {node.Kind}", node.At);
            return null;
        }

        foreach (var again in mapping.Entries.GroupBy(e => e.Key, StringComparer.Ordinal).Where(g => g.Count() > 1))
            problems.Add($"'{again.Key}' stands twice", again.Last().KeyAt, $"first at line {again.First().KeyAt.Line}");
        return mapping.Entries
            .DistinctBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => (entry.Key, Value: ReadText(entry.Value, problems)))
            .Where(entry => entry.Value is not null)
            .ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value!, StringComparer.Ordinal);
    }
}
