using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Drayage.Model;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Pipeline.Configuration;

/// <summary>Reads mappings of named entries in which one key decides what other keys an entry has.</summary>
internal static class ByKind
{
    public static ImmutableArray<TSettings> ReadEntries<TKind, TSettings>(
        ConfigNode node,
        ConfigProblems problems,
        string what,
        string key,
        IReadOnlyDictionary<string, TKind> kinds,
        Func<ConfigEntry, TKind, TSettings?> read)
        where TKind : class
        where TSettings : class
    {
        if (node is not ConfigNode.Mapping mapping)
        {
            problems.Add($"expected {what} as a mapping of ids, found {node.Kind}", node.At);
            return [];
        }

        foreach (var again in mapping.Entries.GroupBy(e => e.Key, StringComparer.Ordinal).Where(g => g.Count() > 1))
            problems.Add($"'{again.Key}' stands twice under {what}", again.Last().KeyAt, $"first at line {again.First().KeyAt.Line}");
        return
        [
            .. mapping.Entries
                .Select(entry => KindOf(entry, problems, what, key, kinds) is { } kind ? read(entry, kind) : null)
                .OfType<TSettings>(),
        ];
    }

    public static JsonObject Schema(IEnumerable<(string Kind, SettingsSection Section)> kinds, string key)
    {
        var choices = kinds.Select(kind =>
        {
            var schema = kind.Section.ToSchema();
            schema["properties"]![key] = new JsonObject { ["const"] = kind.Kind, ["description"] = schema["properties"]![key]!["description"]!.GetValue<string>() };
            schema["required"] = new JsonArray([key, .. (schema["required"] as JsonArray ?? []).Select(r => (JsonNode?)r!.GetValue<string>()).Where(r => r!.GetValue<string>() != key)]);
            return (JsonNode)schema;
        });
        return new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["oneOf"] = new JsonArray([.. choices]) } };
    }

    private static TKind? KindOf<TKind>(
        ConfigEntry entry, ConfigProblems problems, string what, string key, IReadOnlyDictionary<string, TKind> kinds)
        where TKind : class
    {
        if (entry.Value is not ConfigNode.Mapping mapping)
        {
            problems.Add($"expected '{entry.Key}' under {what} to be a mapping, found {entry.Value.Kind}", entry.Value.At);
            return null;
        }

        if (mapping.Entries.FirstOrDefault(e => e.Key == key)?.Value is not ConfigNode.Scalar chosen)
        {
            var near = NearestName.Find(key, mapping.Entries.Select(e => e.Key));
            problems.Add($"'{entry.Key}' under {what} lacks '{key}'", entry.KeyAt, near is null ? $"one of: {string.Join(", ", kinds.Keys.Order())}" : $"is '{near}' meant?");
            return null;
        }

        if (kinds.TryGetValue(chosen.Text, out var kind))
            return kind;
        var guess = NearestName.Find(chosen.Text, kinds.Keys);
        problems.Add($"'{chosen.Text}' is no {key}", chosen.At, guess is null ? $"one of: {string.Join(", ", kinds.Keys.Order())}" : $"did you mean '{guess}'?");
        return null;
    }
}
