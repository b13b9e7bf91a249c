using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace Drayage.Pipeline.Configuration.Reference;

/// <summary>Writes the reference page of <c>drayage.yaml</c> from its schema, so that neither can say what the other does not.</summary>
internal static class ReferencePage
{
    private const string Components = "components";
    private const string Destinations = "destinations";

    public static string Write(JsonObject schema)
    {
        var page = new StringBuilder();
        page.Append("# drayage.yaml\n\n");
        page.Append("Every key, its type, its default and its meaning. This page and `docs/schemas/drayage-v1.json` come from the\n");
        page.Append("definitions that read the file; `drayage init` drafts one, `drayage check config` checks it, `drayage schema` prints\n");
        page.Append("the schema for editors. Where a list is expected, one value alone stands for a list of one.\n\n");
        page.Append("## Top level\n\n");
        var keys = KeysOf(schema);
        Table(page, keys);
        foreach (var nested in keys.Where(key => key.Schema["properties"] is not null))
            Section(page, nested.Name, nested.Schema, []);
        foreach (var filter in (schema["properties"]!["filters"]?["additionalProperties"]?["oneOf"]?.AsArray() ?? []).Where(choice => choice!["properties"] is not null))
            Section(page, "filters", filter!.AsObject(), []);
        page.Append("## Destinations\n\nBelow `destinations:` stand ids of your choice; `kind` decides which other keys an entry has.\n\n");
        foreach (var kind in Choices(schema, Destinations))
            Section(page, $"kind: {WordOf(kind, "kind")}", kind, []);
        WriteComponents(page, [.. Choices(schema, Components)]);
        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static void WriteComponents(StringBuilder page, ImmutableArray<JsonObject> ecosystems)
    {
        var common = ecosystems.Length == 0 ? [] : KeysOf(ecosystems[0])
            .Where(key => ecosystems.All(e => KeysOf(e).Any(other => other.Name == key.Name && other.Description == key.Description)))
            .ToImmutableArray();
        page.Append("## Components\n\nBelow `components:` stand ids of your choice: lower-case letters, digits and inner dashes. They stand in tags and file\n");
        page.Append("names. `ecosystem` decides which keys an entry has beside these:\n\n");
        Table(page, [.. common.Select(key => key.Name == "ecosystem" ? key with { Type = string.Join(" | ", ecosystems.Select(e => $"`{WordOf(e, "ecosystem")}`")) } : key)]);
        foreach (var nested in common.Where(key => key.Schema["properties"] is not null))
            Section(page, nested.Name, nested.Schema, []);
        foreach (var ecosystem in ecosystems)
            Section(page, $"ecosystem: {WordOf(ecosystem, "ecosystem")}", ecosystem, [.. common.Select(key => key.Name), "ecosystem"]);
    }

    private static void Section(StringBuilder page, string title, JsonObject schema, ImmutableArray<string> without)
    {
        page.Append("### ").Append(title).Append("\n\n").Append(schema["description"]!.GetValue<string>()).Append("\n\n");
        var keys = KeysOf(schema).Where(key => !without.Contains(key.Name) && key.Name != "kind").ToImmutableArray();
        Table(page, keys);
        foreach (var nested in keys.Where(key => key.Schema["properties"] is not null))
            Section(page, $"{title}, {nested.Name}", nested.Schema, []);
    }

    private static void Table(StringBuilder page, ImmutableArray<ReferenceKey> keys)
    {
        if (keys.IsEmpty)
            return;
        page.Append("| key | type | default | meaning |\n| --- | --- | --- | --- |\n");
        foreach (var key in keys)
            page.Append($"| `{key.Name}` | {Cell(key.Type)} | {Cell(key.IsRequired ? "required" : key.Default)} | {Cell(key.Meaning)} |\n");
        page.Append('\n');
    }

    private static string Cell(string text) => text.Replace("|", "\\|").Replace("<", "&lt;").Replace(">", "&gt;");

    private static ImmutableArray<ReferenceKey> KeysOf(JsonObject section)
    {
        var required = (section["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).ToArray();
        return [.. section["properties"]!.AsObject().Select(key => new ReferenceKey(key.Key, key.Value!.AsObject(), required.Contains(key.Key)))];
    }

    private static IEnumerable<JsonObject> Choices(JsonObject schema, string key) =>
        schema["properties"]![key]!["additionalProperties"]!["oneOf"]!.AsArray().Select(choice => choice!.AsObject());

    private static string WordOf(JsonObject choice, string key) => choice["properties"]![key]!["const"]!.GetValue<string>();
}
